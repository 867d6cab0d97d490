"""Writes test/fixtures/projection-reference.json: PCA and trustworthiness by scikit-learn on small seeded data.

    pip install scikit-learn==1.9.1 && python3 scripts/projection-reference.py
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

rows, dimensions = 80, 12
random = np.random.default_rng(7)
vectors = random.normal(size=(rows, dimensions)) * np.linspace(3, 0.3, dimensions) + random.normal(size=dimensions)
vectors = vectors.astype(np.float32)
unit = vectors / np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
scores = PCA(n_components=3, svd_solver="full").fit_transform(vectors.astype(np.float64))

result = {
    "program": f"scikit-learn {sklearn.__version__}",
    "dimensions": dimensions,
    "vectors": vectors.round(7).tolist(),
    "pca": scores.round(6).tolist(),
    "trustworthiness": {
        "cosine": trustworthiness(unit, scores, n_neighbors=15, metric="cosine"),
        "euclidean": trustworthiness(vectors.astype(np.float64), scores, n_neighbors=15, metric="euclidean"),
    },
}
target = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "projection-reference.json"
target.write_text(json.dumps(result) + "\n")
