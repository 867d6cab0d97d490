/** A synset's explanation and the sentences or phrases that show its use. */
export interface Gloss {
  readonly definition: string;
  readonly examples: readonly string[];
}

// An example follows a separator. Elsewhere quotes belong to the definition: (e.g., "he said `I am a fool'").
const separatorsBefore = new Set([';', ':', '.', ')', '"', '']);

/**
 * Splits a gloss of WordNet's data files into definition and quoted examples. Sources that stand after an example
 * (`"..."- Shakespeare`) are dropped; a quote that is never closed ends with the gloss.
 */
export function parseGloss(gloss: string): Gloss {
  const examples: string[] = [];
  let definitionEnd = -1;
  let position = 0;
  for (;;) {
    const open = gloss.indexOf('"', position);
    if (open === -1) break;
    const close = gloss.indexOf('"', open + 1);
    const end = close === -1 ? gloss.length : close;
    const isExample = definitionEnd !== -1 || separatorsBefore.has(gloss.slice(0, open).trimEnd().slice(-1));
    if (isExample) {
      if (definitionEnd === -1) definitionEnd = open;
      const example = gloss.slice(open + 1, end).trim();
      if (example !== '') examples.push(example);
    }
    position = end + 1;
  }
  const definition = definitionEnd === -1 ? gloss : gloss.slice(0, definitionEnd);
  return { definition: definition.trim().replace(/[;:,\s]+$/, ''), examples };
}
