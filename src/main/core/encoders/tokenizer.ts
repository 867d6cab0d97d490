import type { Encoding } from 'tokenizers';
import { AppError } from '../../../shared/errors.ts';
import { createUtf16Offsets } from './offsets.ts';
import type { TokenOffsets } from './spans.ts';

/** A sentence as its encoder sees it, specials such as [CLS] and [SEP] included. */
export interface TokenizedText extends TokenOffsets {
  readonly ids: readonly number[];
  readonly typeIds: readonly number[];
  readonly tokens: readonly string[];
  /** How many specials stand before and after the sentence's own tokens. */
  readonly leading: number;
  readonly trailing: number;
}

export interface TextTokenizer {
  /** The texts' tokens, in order; nothing is cut or padded. */
  tokenize(texts: readonly string[]): Promise<TokenizedText[]>;
}

/** Loads a tokenizer.json, given as text. Throws `encoder-damaged`, naming `file`, where it is not one. */
export async function loadTokenizer(json: string, file: string): Promise<TextTokenizer> {
  const { Tokenizer } = await import('tokenizers');
  const tokenizer = parse(() => Tokenizer.fromString(json), file);
  // Files often carry the truncation and padding of their training; a sentence is taken as it is.
  tokenizer.disableTruncation();
  tokenizer.disablePadding();
  return {
    tokenize: async (texts) => {
      const encodings = await tokenizer.encodeBatch([...texts]);
      return encodings.map((encoding, index) => toTokenizedText(encoding, texts[index] ?? ''));
    },
  };
}

function parse<T>(load: () => T, file: string): T {
  try {
    return load();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('encoder-damaged', `${file} is no tokenizer that can be read: ${reason}`, {
      cause: error,
    });
  }
}

function toTokenizedText(encoding: Encoding, text: string): TokenizedText {
  const isSpecial = encoding.getSpecialTokensMask();
  const offsets = encoding.getOffsets();
  const toUtf16 = createUtf16Offsets(text);
  const starts = new Uint32Array(offsets.length);
  const ends = new Uint32Array(offsets.length);
  for (const [token, [start = 0, end = 0]] of offsets.entries()) {
    if (isSpecial[token] === 1) continue;
    starts[token] = toUtf16(start);
    ends[token] = toUtf16(end);
  }
  const firstOwn = isSpecial.indexOf(0);
  return {
    ids: encoding.getIds(),
    typeIds: encoding.getTypeIds(),
    tokens: encoding.getTokens(),
    starts,
    ends,
    leading: firstOwn < 0 ? isSpecial.length : firstOwn,
    trailing: firstOwn < 0 ? 0 : isSpecial.length - 1 - isSpecial.lastIndexOf(0),
  };
}
