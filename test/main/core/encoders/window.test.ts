import { expect, it } from 'vitest';
import { cutWindow } from '../../../../src/main/core/encoders/window.ts';

const tokens = { start: 1, end: 101 };

it('leaves a sentence that fits as it is', () => {
  expect(cutWindow(tokens, { first: 50, end: 51 }, 100)).toEqual(tokens);
});

it('keeps as many tokens before the span as after it', () => {
  expect(cutWindow(tokens, { first: 50, end: 52 }, 12)).toEqual({ start: 45, end: 57 });
});

it('gives to one side what the other lacks', () => {
  expect(cutWindow(tokens, { first: 2, end: 3 }, 20)).toEqual({ start: 1, end: 21 });
  expect(cutWindow(tokens, { first: 99, end: 101 }, 20)).toEqual({ start: 81, end: 101 });
});

it('keeps the first pieces of a span that is longer than the window', () => {
  expect(cutWindow(tokens, { first: 30, end: 90 }, 20)).toEqual({ start: 30, end: 50 });
  expect(cutWindow(tokens, { first: 1, end: 101 }, 20)).toEqual({ start: 1, end: 21 });
});
