"""Writes test/fixtures/encoder-reference.json: what onnxruntime and tokenizers in Python give for the bundled encoder.

    python -m venv venv && venv/bin/pip install numpy onnx onnxruntime tokenizers
    venv/bin/python scripts/encoder-reference.py

Independent of the app: each sentence runs alone, spans are code points found in Python and turned into UTF-16 units by
encoding, and the layers are named by their exporter's names instead of being found by structure.
"""

import base64
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import tokenizers

ROOT = Path(__file__).resolve().parent.parent
ENCODER = ROOT / "data/encoders/all-minilm-l6-v2"
LAYERS = {
    0: "/embeddings/LayerNorm/Add_1_output_0",
    3: "/encoder/layer.2/output/LayerNorm/Add_1_output_0",
    6: "last_hidden_state",
}

# Sentence, and the word whose first place in it is the span.
CASES = [
    ("She sat on the bank of the river and watched the boats go by.", "bank"),
    ("The bank raised its interest rates again.", "bank"),
    ("A naïve café owner in Zürich sells crème brûlée.", "café"),
    ("Cafe\u0301s with combining accents are still cafés.", "Cafe\u0301s"),
    ("😀 The 👩‍👩‍👧‍👦 family saw a crane 🏗️ at the harbor.", "crane"),
    ("We sent 👍🏽👍🏽 and then the mouse 🐭 squeaked unmistakably.", "unmistakably"),
    ("我在河边的银行旁边看书。", "银行"),
    ("𝒜 mathematical bass note is hard to transliterate.", "transliterate"),
    ("Spring", "Spring"),
    (
        "When the old spring under the seat finally broke, the driver, who had been meaning to replace it ever since the "
        "previous autumn but had never found the time, the money, or frankly the patience, stopped at the side of the "
        "road, opened the trunk, and began to look for a tool that would hold the two rusty ends of the coil together "
        "until the next village.",
        "coil",
    ),
    ("The antidisestablishmentarianism of the seal's trainer amused nobody.", "antidisestablishmentarianism"),
]


def utf16(text: str, code_points: int) -> int:
    return len(text[:code_points].encode("utf-16-le")) // 2


def main() -> None:
    tokenizer = tokenizers.Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = onnx.load(ENCODER / "model.onnx")
    known = {output.name for output in model.graph.output}
    for name in LAYERS.values():
        if name not in known:
            model.graph.output.append(onnx.helper.make_empty_tensor_value_info(name))
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    cases = []
    for text, word in CASES:
        start = text.index(word)
        end = start + len(word)
        encoding = tokenizer.encode(text)
        pieces = [
            index
            for index, (left, right) in enumerate(encoding.offsets)
            if left < end and right > start and right > left
        ]
        feeds = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.ones((1, len(encoding.ids)), np.int64),
            "token_type_ids": np.zeros((1, len(encoding.ids)), np.int64),
        }
        states = dict(zip(LAYERS, session.run(list(LAYERS.values()), feeds)))
        pooled = {
            "mean": lambda state: state[pieces].mean(axis=0),
            "first": lambda state: state[pieces[0]],
            "last": lambda state: state[pieces[-1]],
        }
        cases.append(
            {
                "text": text,
                "start": utf16(text, start),
                "end": utf16(text, end),
                "pieces": [encoding.tokens[index] for index in pieces],
                "vectors": {
                    pooling: {
                        str(layer): base64.b64encode(pool(state[0]).astype("<f4").tobytes()).decode()
                        for layer, state in states.items()
                    }
                    for pooling, pool in pooled.items()
                    if pooling == "mean" or len(pieces) > 1
                },
            }
        )
    fixture = {
        "about": "made by scripts/encoder-reference.py; vectors are little-endian float32 in base64",
        "versions": {module.__name__: module.__version__ for module in (onnxruntime, tokenizers, np)},
        "cases": cases,
    }
    path = ROOT / "test/fixtures/encoder-reference.json"
    path.write_text(json.dumps(fixture, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {len(cases)} cases")


if __name__ == "__main__":
    main()
