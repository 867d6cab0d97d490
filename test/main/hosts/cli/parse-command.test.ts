import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../src/main/hosts/cli/command.ts';
import { choice, decimal, integer, layer } from '../../../../src/main/hosts/cli/options.ts';
import { commandFirst, parseCommand } from '../../../../src/main/hosts/cli/parse-command.ts';

const command: Command = {
  name: 'try',
  takes: 'WORD',
  summary: 'tries',
  options: {
    top: { value: 'N', help: 'how many' },
    fast: { help: 'a switch' },
    layer: { value: 'N', help: '' },
  },
  positionals: [1, 2],
  run: () => Promise.resolve(),
};

describe('parseCommand', () => {
  it('takes options anywhere and words between them', () => {
    const parsed = parseCommand(command, ['--top', '5', 'king', '--json', '--', '-man']);
    expect(parsed.positionals).toEqual(['king', '-man']);
    expect(parsed.values).toMatchObject({ top: '5', json: true });
  });

  it.each([
    [['bank', '--nope'], "Unknown option '--nope'"],
    [[], 'try: expected WORD'],
    [['a', 'b', 'c'], 'try: expected only WORD'],
    [['a', '--top'], "'--top <value>' argument missing"],
    [['a', '--fast=1'], "'--fast' does not take an argument"],
  ])('refuses %j', (args, said) => expect(() => parseCommand(command, args)).toThrow(said));

  it('asks for nothing more where help is wanted', () => {
    expect(parseCommand(command, ['--help']).values.help).toBe(true);
  });
});

describe('commandFirst', () => {
  it('moves options behind the command', () => {
    expect(commandFirst(['--json', '--data-dir', 'd', 'sets'])).toEqual([
      'sets',
      '--json',
      '--data-dir',
      'd',
    ]);
    expect(commandFirst(['--data-dir=d', 'sets', '--json'])).toEqual(['sets', '--data-dir=d', '--json']);
    expect(commandFirst(['--version'])).toEqual(['--version']);
  });
});

describe('option values', () => {
  const parsed = (values: Record<string, string>): Parameters<typeof integer>[0] => ({
    positionals: [],
    values,
  });

  it('reads numbers within their range', () => {
    expect(integer(parsed({ top: '10' }), 'top', { from: 1, to: 1000 })).toBe(10);
    expect(integer(parsed({}), 'top', { from: 1, to: 1000 })).toBeUndefined();
    expect(decimal(parsed({ contrast: '0.25' }), 'contrast', { from: 0, to: 1 })).toBe(0.25);
    expect(layer(parsed({ layer: 'last' }))).toBe(-1);
    expect(layer(parsed({ layer: '3' }))).toBe(3);
  });

  it.each(['0', '1001', '1.5', 'ten', '', '-1', '1e2'])('refuses %j as a count', (value) => {
    expect(() => integer(parsed({ top: value }), 'top', { from: 1, to: 1000 })).toThrow(
      '--top: expected a whole number from 1 to 1000',
    );
  });

  it.each(['1.01', '-0.1', 'NaN', ' ', 'half'])('refuses %j as a share', (value) => {
    expect(() => decimal(parsed({ contrast: value }), 'contrast', { from: 0, to: 1 })).toThrow('--contrast');
  });

  it('refuses what is no choice', () => {
    expect(() => choice(parsed({ method: 'tsne' }), 'method', ['umap', 'pca'])).toThrow(
      '--method: expected umap or pca, found "tsne"',
    );
    expect(() => layer(parsed({ layer: 'first' }))).toThrow('--layer');
  });
});
