import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

const expectedFile = z.object({ sizeBytes: z.number().int(), sha256: z.string() });

/** What `encoder.json` in an encoder's folder may say. All of it is optional. */
const encoderSettings = z.object({
  license: z.string().default('unknown'),
  origin: z.string().default('unknown'),
  maxTokens: z.number().int().min(8).max(1_000_000).optional(),
  /** By file name: what whole files are, so that damaged ones are told. */
  files: z.record(z.string(), expectedFile).default({}),
});
type ExpectedFile = z.infer<typeof expectedFile>;

/** The part of Hugging Face's `tokenizer_config.json` that is read. */
const tokenizerConfig = z.object({ model_max_length: z.number().optional() });

/** The files of an encoder, found but not read. */
export interface EncoderFolder {
  readonly name: string;
  readonly model: EncoderFile;
  readonly tokenizer: EncoderFile;
  readonly license: string;
  readonly origin: string;
  readonly maxTokens: number;
}

export interface EncoderFile {
  readonly path: string;
  readonly expected: ExpectedFile | undefined;
}

/** What encoders of the BERT family take where their folder does not say. */
const usualMaxTokens = 512;

/** The names of the folders in `root`, sorted; none where it does not exist. */
export function listEncoderNames(root: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter(
      (name) => !name.startsWith('.') && statSync(join(root, name), { throwIfNoEntry: false })?.isDirectory(),
    )
    .sort();
}

/**
 * Finds an encoder's files: `tokenizer.json` and `model.onnx` or `onnx/model.onnx`, and optionally `encoder.json` and
 * `tokenizer_config.json`. Throws `encoder-damaged`, naming the file, where one is missing or not what it should be.
 */
export function readEncoderFolder(root: string, name: string): EncoderFolder {
  const folder = join(root, name);
  const settings = readJson(join(folder, 'encoder.json'), encoderSettings) ?? encoderSettings.parse({});
  const findFile = (names: readonly string[]): EncoderFile => {
    const found = names.find((candidate) => existsSync(join(folder, candidate)));
    if (found === undefined)
      throw new AppError('encoder-damaged', `encoder ${name}: ${names.join(' or ')} is missing in ${folder}`);
    return { path: join(folder, found), expected: settings.files[found] };
  };
  const limit = readJson(join(folder, 'tokenizer_config.json'), tokenizerConfig)?.model_max_length;
  return {
    name,
    model: findFile(['model.onnx', 'onnx/model.onnx']),
    tokenizer: findFile(['tokenizer.json']),
    license: settings.license,
    origin: settings.origin,
    // Some configurations say "no limit" by a number with thirty digits.
    maxTokens:
      settings.maxTokens ??
      (limit !== undefined && limit >= 8 && limit <= 1_000_000 ? limit : usualMaxTokens),
  };
}

function readJson<T extends z.ZodType>(path: string, schema: T): z.infer<T> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new AppError('encoder-damaged', `${path} cannot be read: ${reason}`, { cause: error });
  }
}
