import type { Sense } from './wordnet.ts';

/** Where the head of a definition ends: what follows only narrows it down. */
const headEnd =
  /\s*(?:[(;,:.]|\b(?:that|which|who|whose|whom|where|when|if|because|so|as|used|made|having|consisting|containing|held|done|given|especially|usually|often|by|from|for|to|with|without|in|on|at|into|through|near|between|against|after|before|during|under|over)\b)/;
const determiner = /^(?:an?|the|any|some|one's|your|all|one of (?:the|several)|either of)\s+/i;
const remark = /^\([^)]*\)\s*/;
const trailingFunctionWords =
  /(?:\s+(?:of|or|and|a|an|the|to|in|on|by|for|with|from|at|is|be|are|not|so|as|any|very))+$/;
const mostWords = 3;

/**
 * A few words for a sense: the head of its definition ("sloping land", "financial institution"), or where that is a
 * single or a long one, another word of the synset ("coin bank"), or the definition's first words.
 */
export function senseLabel(sense: Pick<Sense, 'definition' | 'words' | 'lemma'>): string {
  const definition = sense.definition.replace(remark, '').replace(determiner, '').trim();
  const cut = definition.search(headEnd);
  const head = (cut > 0 ? definition.slice(0, cut) : definition).replace(trailingFunctionWords, '').trim();
  const headWords = head.split(/\s+/);
  if (headWords.length >= 2 && headWords.length <= mostWords) return head;
  const synonym = sense.words.find((word) => word.toLowerCase() !== sense.lemma);
  if (synonym !== undefined && synonym.split(' ').length <= mostWords) return synonym;
  if (headWords.length > mostWords) return firstOf(headWords);
  const clause = definition.split(/[;(]/)[0]?.trim() ?? '';
  return firstOf(clause.split(/\s+/)) || sense.lemma;
}

/** The first words, one more where they hold an "of": "arrangement of similar objects". */
function firstOf(words: readonly string[]): string {
  const count = words.slice(1, mostWords).includes('of') ? mostWords + 1 : mostWords;
  return words
    .slice(0, count)
    .join(' ')
    .replace(/[,:.]$/, '')
    .replace(trailingFunctionWords, '');
}
