"""What gensim, numpy and faiss-cpu take for what Semascope does. Prints one JSON value.

    python peers.py VECTORS.txt WORDS.json

VECTORS.txt: GloVe text without a header. WORDS.json: the words to look up.
"""
import json
import resource
import sys
import time

import faiss
import numpy
from gensim.models import KeyedVectors


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(values):
    return sorted(values)[len(values) // 2]


def main():
    path, words_path = sys.argv[1:]
    with open(words_path, encoding="utf-8") as file:
        words = json.load(file)
    start = time.perf_counter()
    vectors = KeyedVectors.load_word2vec_format(path, no_header=True)
    load_seconds = time.perf_counter() - start
    load_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    first_seconds = seconds(lambda: vectors.most_similar(words[0], topn=10))
    gensim = median([seconds(lambda: vectors.most_similar(word, topn=10)) for word in words])

    rows = vectors.get_normed_vectors()
    queries = rows[[vectors.key_to_index[word] for word in words]]

    def numpy_many():
        products = queries @ rows.T
        numpy.argpartition(-products, 10, axis=1)[:, :10]

    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    one = {}
    for threads in (1, 2):
        faiss.omp_set_num_threads(threads)
        index.search(queries[:1], 11)
        one[threads] = median([seconds(lambda: index.search(queries[k : k + 1], 11)) for k in range(len(words))])
    figures = {
        "loadSeconds": load_seconds,
        "loadMegabytes": load_megabytes,
        "firstMs": 1000 * first_seconds,
        "gensimMs": 1000 * gensim,
        "faissMs": 1000 * min(one.values()),
        "numpyManyMs": 1000 * median([seconds(numpy_many) for _ in range(3)]),
        "faissManyMs": 1000 * median([seconds(lambda: index.search(queries, 11)) for _ in range(3)]),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
