"""Writes test/fixtures/contexts/ridge.json: a weighted ridge regression with intercept, solved by NumPy in another way.

The intercept is not penalized, so centering by the weighted means takes it out; the rest is an augmented least squares
problem, solved by singular values instead of normal equations. Run: python scripts/ridge-reference.py (needs numpy)
"""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(7)
count, inputs, outputs, penalty = 40, 6, 3, 0.7
x = random.normal(size=(count, inputs)).round(4)
y = (x @ random.normal(size=(inputs, outputs)) + 0.3 * random.normal(size=(count, outputs)) + 2).round(4)
weights = random.uniform(0.1, 1, size=count).round(4)

x_mean = np.average(x, axis=0, weights=weights)
y_mean = np.average(y, axis=0, weights=weights)
root = np.sqrt(weights)[:, None]
augmented = np.vstack([root * (x - x_mean), np.sqrt(penalty) * np.eye(inputs)])
target = np.vstack([root * (y - y_mean), np.zeros((inputs, outputs))])
slope = np.linalg.lstsq(augmented, target, rcond=None)[0]
intercept = y_mean - x_mean @ slope

fixture = {
    "lambda": penalty,
    "inputs": x.tolist(),
    "outputs": y.tolist(),
    "weights": weights.tolist(),
    "map": np.vstack([slope, intercept]).round(8).tolist(),
}
path = Path(__file__).parent.parent / "test/fixtures/contexts/ridge.json"
path.write_text(json.dumps(fixture) + "\n")
