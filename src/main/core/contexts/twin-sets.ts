import { builtInSet } from '../../../shared/domain.ts';
import { hasCode } from '../../../shared/errors.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { ContextParts } from './context-parts.ts';

/** An encoder's twin as a vector set like any other. */
interface TwinSets {
  /** Adds the twin of the encoder's last layer, where it was made and is not there yet. */
  publish(encoder: Encoder): Promise<void>;
  /**
   * The same for every encoder; one that fails is logged and left out. Does nothing before the built-in vectors are there: the
   * first start has enough to do.
   */
  publishAll(): Promise<void>;
}

export function createTwinSets(parts: Pick<ContextParts, 'encoders' | 'sets' | 'twins' | 'log'>): TwinSets {
  const { encoders, sets, twins, log } = parts;

  async function publish(encoder: Encoder): Promise<void> {
    const layer = encoder.layers - 1;
    const set = twinSetName(encoder.name, layer);
    if (sets.list().some((info) => info.set === set)) return;
    const twin = twins.read(encoder, layer);
    if (!twin) return;
    const source = `static twin of ${encoder.name}, layer ${layer}`;
    try {
      await sets.add({ set, words: twin.words, vectors: twin.means, source });
    } catch (error) {
      // Another process was faster, or is importing: the next start finds it, or adds it then.
      if (!hasCode(error, 'set-exists') && !hasCode(error, 'in-use')) throw error;
    }
  }

  return {
    publish,
    publishAll: async () => {
      if (sets.info(builtInSet).state !== 'ready') return;
      for (const { encoder } of await encoders.list()) {
        try {
          await publish(await encoders.open(encoder));
        } catch (error) {
          log(`twin of ${encoder}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    },
  };
}

/** The name of the vector set that an encoder's twin becomes. */
function twinSetName(encoder: string, layer: number): string {
  return `${encoder}-twin-${layer}`;
}
