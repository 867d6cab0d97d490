import { badExpression, tokenize, type Token } from './tokens.ts';

/** A word of an expression with the weight that it counts with. */
export interface Term {
  readonly word: string;
  readonly weight: number;
  /** Where it stands, in UTF-16 units. */
  readonly position: number;
}

const maxDepth = 100;
const example = 'such as king - man + woman';

/**
 * The words of an expression with their weights, in order: `king - man + woman`, brackets, weights (`0.5*paris`,
 * `2*(a + b)`), a sign in front. Throws `bad-expression` with the position and what was expected there, in the message
 * and as `details`.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = { "+" | "-" } factor [ "*" weight ]
 *     factor  = [ weight "*" ] ( word | "(" sum ")" )
 */
export function parseExpression(text: string): Term[] {
  const tokens = tokenize(text);
  let next = 0;
  let depth = 0;

  const peek = (): Token => tokens[next]!;

  function take(): Token {
    const token = peek();
    if (token.kind !== 'end') next++;
    return token;
  }

  function parseSum(): Term[] {
    const terms = parseProduct();
    for (;;) {
      const { kind } = peek();
      if (kind !== 'plus' && kind !== 'minus') return terms;
      take();
      terms.push(...scale(parseProduct(), kind === 'plus' ? 1 : -1));
    }
  }

  function parseProduct(): Term[] {
    let sign = 1;
    for (; peek().kind === 'plus' || peek().kind === 'minus'; take())
      if (peek().kind === 'minus') sign = -sign;
    const terms = scale(parseFactor(), sign);
    if (peek().kind !== 'times') return terms;
    take();
    return scale(terms, takeWeight());
  }

  function parseFactor(): Term[] {
    if (peek().kind !== 'weight') return parseAtom();
    const weight = takeWeight();
    take(); // the times sign, without which the number would be a word
    return scale(parseAtom(), weight);
  }

  function parseAtom(): Term[] {
    const token = take();
    if (token.kind === 'word' && token.text !== '')
      return [{ word: token.text, weight: 1, position: token.position }];
    if (token.kind !== 'open') throw badExpression(token.position, expectedWord(token));
    if (++depth > maxDepth)
      throw badExpression(token.position, `expected at most ${maxDepth} brackets in brackets`);
    const terms = parseSum();
    const close = take();
    if (close.kind !== 'close') throw badExpression(close.position, expectedOperator(close, true));
    depth--;
    return terms;
  }

  function takeWeight(): number {
    const token = take();
    if (token.kind === 'weight') return token.value;
    throw badExpression(token.position, 'expected a number such as 0.5');
  }

  const terms = parseSum();
  const last = peek();
  if (last.kind !== 'end') throw badExpression(last.position, expectedOperator(last, false));
  return terms;
}

function scale(terms: readonly Term[], factor: number): Term[] {
  return terms.map((term) => ({ ...term, weight: term.weight * factor }));
}

function expectedWord(token: Token): string {
  if (token.kind === 'end' && token.position === 0) return `expected a word or an expression ${example}`;
  if (token.kind === 'end') return 'expected a word, found the end';
  return `expected a word; a sign that is meant as a word stands in quotation marks`;
}

function expectedOperator(token: Token, isInBrackets: boolean): string {
  if (token.kind === 'end') return 'expected a closing bracket, found the end';
  if (token.kind === 'close') return 'expected no closing bracket, as none is open';
  if (token.kind !== 'word') return 'expected + or -';
  const found = `found "${token.text}"; a word with spaces stands in quotation marks`;
  return isInBrackets ? `expected +, - or a closing bracket, ${found}` : `expected + or -, ${found}`;
}
