import type { EncoderInfo, Occurrence, Pooling } from '../../../shared/domain.ts';
import type { ReportProgress } from '../../../shared/progress.ts';

export interface EncodeOptions {
  /** How the word pieces of a span become one vector: their mean (default), the first, or the last. */
  readonly pooling?: Pooling;
  /** Indices of the occurrences to encode; all by default. Errors and results name these same indices. */
  readonly only?: readonly number[];
  /** Which hidden states, in this order, 0 to `layers - 1`; all by default. */
  readonly layers?: readonly number[];
  /** Looked at between batches; `canceled` is thrown once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Counts occurrences, in the phase `encode`. */
  readonly report?: ReportProgress | undefined;
}

export interface EncodeEachOptions extends EncodeOptions {
  /**
   * Called once for each occurrence, in the order of encoding (not of input), with its index and its vectors:
   * `layers x dimensions`, row-major, an array of its own that may be kept. `isWindowed`: the sentence was cut.
   */
  readonly onVectors: (index: number, vectors: Float32Array<ArrayBuffer>, isWindowed: boolean) => void;
}

/** Indices of the occurrences whose sentence was longer than the encoder takes and was cut around the span, ascending. */
export interface Windowed {
  readonly windowed: number[];
}

export interface Encoded extends Windowed {
  /** `occurrences x layers x dimensions`, row-major, in input order. */
  readonly vectors: Float32Array<ArrayBuffer>;
}

export interface AttentionToken {
  readonly token: string;
  /** UTF-16 code units in the sentence, end exclusive; 0 and 0 for special tokens such as [CLS]. */
  readonly start: number;
  readonly end: number;
}

export interface Attention {
  /** How many layers have attention weights: the encoder's blocks. */
  readonly layers: number;
  readonly heads: number;
  readonly tokens: AttentionToken[];
  /** `layers x heads x tokens x tokens`, row-major; each row sums to 1. */
  readonly weights: Float32Array<ArrayBuffer>;
}

/** What is known of an encoder without its twin and maps. */
export type EncoderSummary = Omit<EncoderInfo, 'twinLayers' | 'mappedSets'>;

/**
 * An opened encoder. Errors of every method: `invalid-input` for a span that is empty, out of its text, or holds no
 * word piece; `encoder-damaged` where the model or the tokenizer cannot be loaded; `canceled`.
 */
export interface Encoder {
  readonly name: string;
  readonly dimensions: number;
  /** How many hidden states can be read: blocks + 1, or 1 where the graph's layers could not be found. */
  readonly layers: number;
  readonly hasAllLayers: boolean;
  /** Tokens of a sentence that are encoded at once, special tokens included. */
  readonly maxTokens: number;
  /** Identity of all that a vector depends on: SHA-256 over the SHA-256 of model and tokenizer and the token limit. */
  readonly fingerprint: string;
  /**
   * Streams the occurrences' vectors; memory stays flat however many there are. A sentence with several occurrences
   * runs once. A vector is a function of its sentence and span alone, not of what else is encoded.
   */
  encodeEach(occurrences: readonly Occurrence[], options: EncodeEachOptions): Promise<Windowed>;
  /** The same, gathered into one array. */
  encode(occurrences: readonly Occurrence[], options?: Omit<EncodeOptions, 'only'>): Promise<Encoded>;
  /** Attention of the occurrence's sentence; `not-ready` where the graph's attention could not be found. */
  attention(occurrence: Occurrence, signal?: AbortSignal): Promise<Attention>;
  /** Ends the model once what runs has ended. */
  dispose(): Promise<void>;
}

/** The encoders that ship with the app or lie in its data folder. */
export interface Encoders {
  /** All that can be used, the shipped ones first, each group by name; a damaged one is left out and logged. */
  list(): Promise<EncoderSummary[]>;
  /** Opened once and kept. Cheap: the model itself is loaded by the first encoding. `unknown-encoder`, `encoder-damaged`. */
  open(name: string): Promise<Encoder>;
  /**
   * Vectors of all layers, mean of the word pieces, from the cache where it has them; what was missing is encoded and
   * kept. A cache that cannot be read or written costs time, not the answer.
   */
  encodeCached(
    encoder: Encoder,
    occurrences: readonly Occurrence[],
    options?: Pick<EncodeOptions, 'signal' | 'report'>,
  ): Promise<Encoded>;
  dispose(): Promise<void>;
}
