import { readFile } from 'node:fs/promises';
import { digest, readEncoderFile } from './encoder-bytes.ts';
import type { EncoderFolder } from './encoder-folder.ts';
import { describeModel, type ModelDescription } from './graph/describe-graph.ts';
import { loadModelFormat, withOutputs } from './graph/model-format.ts';
import { openModelSession, type ModelSession } from './model-session.ts';
import { loadTokenizer, type TextTokenizer } from './tokenizer.ts';

/** An encoder whose files were read and understood; its model is not loaded yet. */
export interface InspectedEncoder {
  readonly folder: EncoderFolder;
  readonly description: ModelDescription;
  readonly fingerprint: string;
}

/** A model and its tokenizer, ready to run. */
export interface LoadedEncoder {
  readonly model: ModelSession;
  readonly tokenizer: TextTokenizer;
}

/** Reads an encoder's files, checks them, and finds its layers. Throws `encoder-damaged`. Takes a few tenths of a second. */
export async function inspectEncoder(folder: EncoderFolder): Promise<InspectedEncoder> {
  const format = await loadModelFormat();
  const model = await readEncoderFile(folder.model);
  const tokenizer = await readEncoderFile(folder.tokenizer);
  return {
    folder,
    description: describeModel(format, model.bytes, folder.model.path),
    fingerprint: await digest(`${model.sha256} ${tokenizer.sha256} ${folder.maxTokens}`),
  };
}

/** Loads model and tokenizer, with the layers and attention weights declared as outputs. Throws `encoder-damaged`. */
export async function loadEncoder({ folder, description }: InspectedEncoder): Promise<LoadedEncoder> {
  const { hidden, attention, outputs, inputs } = description;
  const tokenizer = await loadTokenizer(await readFile(folder.tokenizer.path, 'utf8'), folder.tokenizer.path);
  const { bytes } = await readEncoderFile(folder.model);
  const added = [...hidden, ...attention].filter((name) => !outputs.includes(name));
  const withLayers = withOutputs(await loadModelFormat(), bytes, added);
  return { model: await openModelSession(withLayers, inputs, folder.model.path), tokenizer };
}
