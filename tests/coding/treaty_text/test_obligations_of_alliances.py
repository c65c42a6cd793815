"""What alliances and pacts of a century oblige their parties to; every sentence is made up."""

import pytest

from servanda.vocabulary.provision_types import classify


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Should one of the Contracting Parties be exposed to attack by a European Power, the other shall at once furnish it with help and assistance.",
            "defense",
        ),
        (
            "If, in spite of their love of peace, either becomes the object of an attack by another State, the other shall immediately lend it aid and support, military support included.",
            "defense",
        ),
        (
            "Each Party declares that in the event of an armed attack in the treaty zone it would act to meet the shared danger under its constitutional processes.",
            "defense",
        ),
        (
            "An act of aggression committed against any one of the signatory states shall be regarded as aggression against them all.",
            "defense",
        ),
        (
            "In case of an armed attack against a Member, all the others shall give it the necessary help, including military help, in the exercise of the right of collective defence.",
            "defense",
        ),
        (
            "The Contracting States consider any armed aggression against one or more of them as directed against them all and undertake to hasten to its aid with every means at their disposal.",
            "defense",
        ),
        ("Should one of the two be drawn into hostilities by an aggressor, the other will place at its side all its forces.", "defense"),
        ("The Allies bind themselves to come to one another's defence if the frontier is violated by force.", "defense"),
        (
            "If either of them finds itself in a state of war by reason of an invasion of its soil, the other shall render it military and other assistance by all means at its disposal.",
            "defense",
        ),
        (
            "Each Party recognizes that an armed attack upon the other in the islands would threaten its own peace and safety and would act to meet the common danger.",
            "defense",
        ),
        ("His Majesty engages to assist the Sultan in defending his dominions by force of arms.", "defense"),
        ("The two Powers shall conduct the war in common and make peace in mutual agreement.", "offense"),
        ("The Allied Powers bind themselves to declare war on the Empire within fifteen days of the signature.", "offense"),
        (
            "If one of the High Contracting Parties goes to war with a third power without having been provoked, the other shall keep a benevolent neutrality.",
            "neutrality",
        ),
        (
            "Should either be attacked in spite of its peaceful conduct, the other shall observe neutrality for as long as the conflict lasts.",
            "neutrality",
        ),
        (
            "In the event of one of them being the object of belligerent action by a third Power, the other shall in no manner lend its support to that third Power.",
            "neutrality",
        ),
        ("Neither shall lend aid to a state which takes up arms against the other.", "neutrality"),
        (
            "Each undertakes to abstain from giving any assistance to a third side that is engaged in armed conflict with the other.",
            "neutrality",
        ),
        ("The Parties shall remain neutral in a war between the other and another state.", "neutrality"),
        ("Both bind themselves to desist from any act of violence, any aggressive action and any attack on each other.", "nonaggression"),
        ("They undertake not to resort in any case to war against each other.", "nonaggression"),
        (
            "The two states will settle what divides them by peaceful means alone and shall in no case have recourse to arms.",
            "nonaggression",
        ),
        ("The Parties renounce war as an instrument of policy in their mutual relations.", "nonaggression"),
        ("Each will respect the territorial integrity and the inviolability of the frontiers of the other.", "territory"),
        ("The two sides shall refrain from the threat or use of force against the territorial integrity of the other.", "nonaggression"),
        ("There shall be lasting peace between them, and neither shall attack the other.", "nonaggression"),
        ("They shall not take part in any military action directed against the other.", "nonaggression"),
        ("The frontier shall never be crossed by the armed forces of one against the other.", "nonaggression"),
        ("Both sides guarantee that neither will use its troops at the border to attack the other.", "nonaggression"),
        (
            "If a situation arises that endangers peace, the two governments shall at once confer on the measures to be taken.",
            "consultation",
        ),
        ("The Governments will communicate with one another fully and frankly whenever their interests are in jeopardy.", "consultation"),
        (
            "In the event of a threat of attack on either, the Parties shall enter into mutual consultations at once to remove it.",
            "consultation",
        ),
        (
            "They will consult together whenever, in the opinion of either, the security of either is threatened by outside attack.",
            "consultation",
        ),
        (
            "The two states agree to consult each other on all important international questions that touch their common interests.",
            "contact",
        ),
        (
            "Should peace in the region be broken, the Parties will get in touch with each other to bring their positions into line.",
            "consultation",
        ),
        ("In case of menace to the independence of one, they shall concert together on the steps that the case demands.", "consultation"),
        ("The general staffs of the two armies shall keep in touch and exchange plans.", "military_cooperation"),
        ("Each shall grant the other the use of its naval bases and airfields.", "military_cooperation"),
        ("The Parties shall train each other's officers and hold joint exercises.", "military_cooperation"),
        ("Neither shall conclude any alliance or take part in any coalition directed against the other.", "no_hostile_alliance"),
        ("Each side undertakes not to join any bloc or grouping of powers aimed at the other.", "no_hostile_alliance"),
        (
            "They shall not let their soil be used by a third state to the harm of the other's sovereignty or security.",
            "no_hostile_alliance",
        ),
        ("Each shall refrain from interference in the internal affairs of the other.", "non_interference"),
        ("The Contracting Parties recognise the independence of the new Republic.", "recognition"),
        ("They shall submit to arbitration any difference that diplomacy has not settled.", "dispute_settlement"),
        ("This treaty is not directed against any third state.", "third_party"),
        ("Nothing here shall touch the rights and duties of the Parties under the Charter of the United Nations.", "un_charter"),
        ("They shall grant each other the treatment of the most favoured nation in trade and navigation.", "economic"),
        ("The two states shall widen their trade, investment, finance and energy ties.", "economic"),
        ("The Parties shall promote exchanges in schools, arts, sport and tourism.", "cultural"),
        ("They shall fight terrorism, separatism and trafficking in drugs together.", "legal_cooperation"),
        ("The Parties shall protect rare animals and keep the rivers at their border clean.", "environment"),
        (
            "They cooperate in such fields as the economy and trade, military know-how, transport, nuclear energy and finance.",
            "economic",
        ),
        ("They act together in cracking down on terrorists and extremists and against organised crime and drugs.", "legal_cooperation"),
        ("Each protects the lawful rights of the other's citizens on its soil.", "legal_cooperation"),
    ],
)
def test_the_obligation_is_among_the_first_types(words: str, expected: str) -> None:
    assert expected in [match.type for match in classify(words)][:2]
