import { AppError } from '../../../../../../shared/errors.ts';
import { damaged, type ModelFile } from './model-file.ts';

/** What a model's head says of how it was trained, as far as it matters for the vectors. */
export interface ModelArguments {
  readonly dimensions: number;
  readonly isSupervised: boolean;
  readonly bucketCount: number;
  readonly minLength: number;
  readonly maxLength: number;
  /** Where the dictionary begins. */
  readonly end: number;
}

const magic = 793712314;
const versions = [11, 12];
/** Magic number and version, then 12 whole numbers and a double. */
const headBytes = 8 + 12 * 4 + 8;
const supervised = 3;
const maxDimensions = 100_000;
/** Far beyond any model; a word's n-grams must stay countable. */
const maxNgramLength = 100;

export function beginsAsModel(head: Buffer): boolean {
  return head.length >= 4 && head.readInt32LE(0) === magic;
}

/** Reads a model's head. Throws `bad-file`. */
export async function readArguments(file: ModelFile): Promise<ModelArguments> {
  const { name } = file;
  const head = await file.read(0, headBytes, 'its head');
  if (!beginsAsModel(head)) throw notAModel(name, head);
  const version = head.readInt32LE(4);
  if (!versions.includes(version)) {
    throw new AppError(
      'bad-file',
      `${name} is a fastText model of version ${version}: expected version ${versions.join(' or ')}`,
    );
  }
  const number = (place: number): number => head.readInt32LE(8 + 4 * place);
  const dimensions = number(0);
  const isSupervised = number(7) === supervised;
  const [bucketCount, minLength, maxLength] = [number(8), number(9), number(10)];
  if (dimensions < 1 || dimensions > maxDimensions) {
    throw damaged(name, `expected 1 to ${maxDimensions} dimensions, found ${dimensions}`);
  }
  if (bucketCount < 0 || minLength < 0 || maxLength < 0 || maxLength > maxNgramLength) {
    const found = `${minLength} to ${maxLength} characters in ${bucketCount} buckets`;
    throw damaged(name, `expected n-grams of up to ${maxNgramLength} characters, found ${found}`);
  }
  return {
    dimensions,
    isSupervised,
    bucketCount,
    minLength,
    // Supervised models had no n-grams of characters then, whatever their head says.
    maxLength: version === 11 && isSupervised ? 0 : maxLength,
    end: headBytes,
  };
}

function notAModel(name: string, head: Buffer): AppError {
  return new AppError(
    'bad-file',
    `${name} does not begin as a fastText model: expected the number ${magic}, found ${head.readInt32LE(0)}`,
  );
}
