"""Lay out the key of the two seed articles as a folder that `../shared/tools/score.py facts` reads.

    python tests/gold/lay_out_seeds.py ../shared/corpus/seeds FOLDER

writes FOLDER/documents.jsonl (id: the file's stem; the text unchanged; no date and no title, for a reader has to find
them) and FOLDER/facts.jsonl (the key as it stands).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

KEY = Path(__file__).with_name("seeds.jsonl")


def lay_out(seeds: Path, folder: Path) -> None:
    """Write the articles and their key side by side; FileNotFoundError where an article is not in `seeds`."""
    key = KEY.read_text(encoding="utf-8")
    stems = sorted({json.loads(line)["doc"] for line in key.splitlines()})
    # Decoded from bytes: text mode would change line ends, and with them every place in the text.
    documents = [{"id": stem, "text": (seeds / f"{stem}.txt").read_bytes().decode("utf-8"), "date": None, "title": None} for stem in stems]
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    (folder / "documents.jsonl").write_bytes(lines.encode())
    (folder / "facts.jsonl").write_bytes(key.encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    lay_out(asked.seeds, asked.folder)
