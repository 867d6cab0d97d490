"""Writes the small vector files of test/fixtures/formats with the programs that such files come from, and what they hold.

    python3 -m venv venv && venv/bin/pip install numpy pyarrow safetensors
    venv/bin/python scripts/format-fixtures.py

The words and numbers are the first of test/fixtures/glove50_4k.txt, an excerpt of GloVe (PDDL). `expected.json` has what is in each file: which of its word lists, and which of its
matrices, as base64 of little-endian float32; where a program can read the file again, by what it read.
"""

import base64
import json
import pathlib
import struct

import numpy
import pyarrow
import pyarrow.parquet
from numpy.lib import format as npy_format
from safetensors.numpy import save_file, load_file

root = pathlib.Path(__file__).resolve().parent.parent / "test" / "fixtures"
out = root / "formats"
count, dimensions = 24, 6
expected = {"words": [], "vectors": [], "files": {}}


def read_excerpt():
    with open(root / "glove50_4k.txt", encoding="utf-8") as file:
        next(file)
        lines = [next(file).split(" ") for _ in range(count)]
    words = [line[0] for line in lines]
    return words, numpy.array([line[1 : dimensions + 1] for line in lines], dtype="float64")


words, doubles = read_excerpt()
floats = doubles.astype("float32")
whole = numpy.round(doubles * 50)


def place_of(value, among):
    """Most files hold the same: each word list and each matrix is written once."""
    if value not in among:
        among.append(value)
    return among.index(value)


def expect(name, vectors, names=words):
    numbers = numpy.ascontiguousarray(vectors, dtype="<f4")
    assert numbers.shape[0] == len(names)
    expected["files"][name] = {
        "dimensions": numbers.shape[1],
        "words": place_of(" ".join(names), expected["words"]),
        "vectors": place_of(base64.b64encode(numbers.tobytes()).decode(), expected["vectors"]),
    }


def write_npy():
    folder = out / "npy"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    arrays = {
        "f2": floats.astype("<f2"),
        "f4": floats,
        "f4-big-endian": floats.astype(">f4"),
        "f8": doubles,
        "f8-big-endian": doubles.astype(">f8"),
        "f4-fortran": numpy.asfortranarray(floats),
        "f8-fortran-big-endian": numpy.asfortranarray(doubles.astype(">f8")),
        "i1": whole.astype("<i1"),
        "i2-big-endian": whole.astype(">i2"),
        "i4": whole.astype("<i4"),
        "i8": whole.astype("<i8"),
        "u1": numpy.abs(whole).astype("<u1"),
        "u2": numpy.abs(whole).astype("<u2"),
        "u4-big-endian": numpy.abs(whole).astype(">u4"),
        "u8": numpy.abs(whole).astype("<u8"),
    }
    for name, array in arrays.items():
        numpy.save(folder / f"{name}.npy", array)
        expect(f"npy/{name}.npy", numpy.load(folder / f"{name}.npy"))
    for version in [(2, 0), (3, 0)]:
        path = folder / f"version-{version[0]}.npy"
        with open(path, "wb") as file:
            npy_format.write_array(file, floats, version=version)
        expect(f"npy/{path.name}", numpy.load(path))
    refused = out / "npy-refused"
    refused.mkdir(exist_ok=True)
    numpy.save(refused / "objects.npy", numpy.array([["a"], [1]], dtype=object))
    numpy.save(refused / "strings.npy", numpy.array([["a"], ["b"]]))
    numpy.save(refused / "complex.npy", numpy.ones((2, 2), dtype="complex64"))
    numpy.save(refused / "table.npy", numpy.zeros(2, dtype=[("x", "<f4"), ("y", "<f4")]))
    numpy.save(refused / "three.npy", numpy.ones((2, 2, 2), dtype="float32"))
    numpy.save(refused / "one.npy", numpy.ones(4, dtype="float32"))


def write_safetensors():
    folder = out / "safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    listed = {"words": json.dumps(words)}
    save_file({"vectors": floats}, folder / "f32.safetensors")
    save_file({"vectors": floats}, folder / "f32-words.safetensors", metadata=listed)
    save_file({"vectors": floats}, folder / "f32-lines.safetensors", metadata={"vocab": "\n".join(words)})
    save_file({"matrix": floats.astype("float16")}, folder / "f16.safetensors")
    save_file({"matrix": doubles}, folder / "f64.safetensors")
    several = {"bias": floats[0], "embedding.weight": floats, "linear.weight": floats[:4] * 2}
    save_file(several, folder / "several.safetensors")
    for name in ["f32", "f32-words", "f32-lines", "f16", "f64", "several"]:
        tensors = load_file(folder / f"{name}.safetensors")
        matrix = tensors.get("embedding.weight", next(iter(tensors.values())))
        expect(f"safetensors/{name}.safetensors", matrix)
    write_bfloat16(folder / "bf16.safetensors")


def write_bfloat16(path):
    """NumPy has no bfloat16: it is the upper half of a float32, here cut off."""
    bits = floats.view("<u4") >> 16
    header = {"vectors": {"dtype": "BF16", "shape": [count, dimensions], "data_offsets": [0, bits.size * 2]}}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bits.astype("<u2").tobytes())
    expect(f"safetensors/{path.name}", (bits << 16).astype("<u4").view("<f4"))


def write_table(name, columns, vectors=floats, names=words, **options):
    path = out / "parquet" / f"{name}.parquet"
    pyarrow.parquet.write_table(pyarrow.table(columns), path, **options)
    expect(f"parquet/{name}.parquet", vectors, names)


def lists(array, type=pyarrow.float32()):
    return pyarrow.array(list(array), type=pyarrow.list_(type))


def write_parquet():
    (out / "parquet").mkdir(parents=True, exist_ok=True)
    both = {"word": words, "vector": lists(floats)}
    write_table("list-snappy", both)
    for codec in ["none", "gzip", "brotli", "lz4", "zstd"]:
        write_table(f"list-{codec}", both, compression=codec)
    write_table("list-pages-v2", both, data_page_version="2.0")
    write_table("list-checksum", both, write_page_checksum=True)
    write_table("list-plain", both, use_dictionary=False)
    write_table("list-double", {"token": words, "embedding": lists(doubles, pyarrow.float64())}, floats)
    write_table("list-half", {"word": words, "v": lists(floats.astype("float16"), pyarrow.float16())}, floats.astype("float16"))
    fixed = pyarrow.FixedSizeListArray.from_arrays(floats.ravel(), dimensions)
    write_table("list-fixed-size", {"word": pyarrow.array(words, pyarrow.large_string()), "vector": fixed})
    split = {"vector.list.element": "BYTE_STREAM_SPLIT", "word": "DELTA_BYTE_ARRAY"}
    write_table("list-byte-stream-split", both, use_dictionary=False, column_encoding=split)
    split["word"] = "DELTA_LENGTH_BYTE_ARRAY"
    split["vector.list.element"] = "PLAIN"
    write_table("list-delta-length", both, use_dictionary=False, column_encoding=split)
    wide = {"word": words, **{f"d{k}": floats[:, k] for k in range(dimensions)}}
    write_table("wide", wide, use_dictionary=["word", "d0"])
    pandas = {**{str(k): doubles[:, k] for k in [1, 0, 2]}, "__index_level_0__": words}
    write_table("wide-pandas", pandas, floats[:, :3])
    other = {"id": list(range(count)), "text": ["x"] * count, **both}
    write_table("other-columns", other)
    write_many_pages()
    write_nulls()
    write_refused_tables()


def write_many_pages():
    """Row groups of several pages, in lists and in columns, with repeated values that make for runs in the dictionary."""
    random = numpy.random.default_rng(7)
    names = [f"w{k}" for k in range(160)]
    vectors = numpy.round(random.standard_normal((160, 4)), 1).astype("float32")
    small = {"row_group_size": 70, "data_page_size": 256, "write_batch_size": 16}
    both = {"word": names, "vector": lists(vectors)}
    write_table("pages", both, vectors, names, **small)
    write_table("pages-plain-v2", both, vectors, names, use_dictionary=False, data_page_version="2.0", **small)
    wide = {"word": names, **{f"x{k}": vectors[:, k] for k in range(4)}}
    write_table("pages-wide", wide, vectors, names, **small)


def write_nulls():
    """Rows that cannot be taken: 2 has no word, 4 no vector, 6 a number missing, 8 an empty list, 10 too few numbers, 12 too many."""
    names = list(words)
    names[1] = None
    vectors = [list(map(float, row)) for row in floats]
    vectors[3] = None
    vectors[5][2] = None
    vectors[7] = []
    vectors[9].pop()
    vectors[11].append(1.0)
    keep = [k for k in range(count) if k not in (1, 3, 5, 7, 9, 11)]
    kept = [words[k] for k in keep]
    table = {"word": names, "vector": pyarrow.array(vectors, pyarrow.list_(pyarrow.float32()))}
    write_table("nulls", table, floats[keep], kept)
    write_table("nulls-v2", table, floats[keep], kept, data_page_version="2.0", use_dictionary=False)
    columns = [[None if (r, k) == (2, 1) else float(floats[r, k]) for r in range(count)] for k in range(3)]
    keep = [k for k in range(count) if k not in (1, 2)]
    wide = {"word": names, **{f"d{k}": pyarrow.array(column, pyarrow.float32()) for k, column in enumerate(columns)}}
    write_table("nulls-wide", wide, floats[keep, :3], [words[k] for k in keep])


def write_refused_tables():
    folder = out / "parquet-refused"
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "no-words": {"vector": lists(floats[:2])},
        "no-vectors": {"word": words[:2], "count": [1, 2]},
        "two-words": {"first": words[:2], "second": words[:2], "vector": lists(floats[:2])},
        "two-vectors": {"word": words[:2], "a": lists(floats[:2]), "b": lists(floats[:2])},
        "no-rows": {"word": pyarrow.array([], pyarrow.string()), "vector": lists(floats[:0])},
        "empty-lists": {"word": words[:2], "vector": pyarrow.array([[], None], pyarrow.list_(pyarrow.float32()))},
        "nested": {"word": words[:2], "vector": pyarrow.array([[[1.0]], [[2.0]]])},
        "map": {"word": words[:2], "vector": pyarrow.array([[("a", 1.0)], []], pyarrow.map_(pyarrow.string(), pyarrow.float32()))},
    }
    for name, columns in tables.items():
        pyarrow.parquet.write_table(pyarrow.table(columns), folder / f"{name}.parquet")


def write_projector():
    folder = out / "projector"
    folder.mkdir(parents=True, exist_ok=True)
    numpy.savetxt(folder / "vectors.tsv", floats, delimiter="\t", fmt="%.9g")
    lines = ["\t".join([word, str(k)]) for k, word in enumerate(words)]
    (folder / "metadata.tsv").write_text("\n".join(["Word\tRank", *lines]) + "\n", encoding="utf-8")
    expect("projector/vectors.tsv", numpy.loadtxt(folder / "vectors.tsv", delimiter="\t", dtype="float32"))


write_npy()
write_safetensors()
write_parquet()
write_projector()
(out / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
