import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Which folder may import which: the architecture, enforced. */
const boundaries = [
  {
    target: './src/shared',
    from: ['./src/main', './src/preload', './src/renderer'],
    message: 'shared imports only shared',
  },
  {
    target: './src/renderer',
    from: ['./src/main', './src/preload'],
    message: 'the renderer imports only shared and itself',
  },
  {
    target: './src/main/core',
    from: ['./src/main/hosts', './src/main/processes', './src/preload'],
    message: 'the core imports no host',
  },
  {
    target: './src/main/processes',
    from: ['./src/main/hosts', './src/main/core'],
    message: 'processes know neither hosts nor services',
  },
  {
    target: './src/preload',
    from: ['./src/main', './src/renderer'],
    message: 'the preload imports only shared',
  },
  {
    target: './src/renderer/scene',
    from: ['./src/renderer/panels', './src/renderer/state', './src/renderer/i18n', './src/renderer/client'],
    message: 'the scene knows no panels, state or text',
  },
  {
    target: './src',
    from: ['./test', './bench', './scripts'],
    message: 'the app imports no tests or scripts',
  },
];

const electronOnly = {
  name: 'electron',
  message: 'electron is imported only by hosts/electron and the preload',
};
const nodeModules = {
  group: ['node:*', 'better-sqlite3', 'onnxruntime-node', 'tokenizers'],
  message: 'no Node here',
};

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', '.cache/', 'data/', 'src/main/core/vectors/kernels/assembly/'] },
  ...tseslint.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
    settings: {
      'import-x/ignore': ['/node_modules/'],
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.svelte', '.mjs', '.js'] })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: boundaries }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'off',
      'no-restricted-imports': ['error', { paths: [electronOnly] }],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ['src/shared/**', 'src/renderer/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [electronOnly], patterns: [nodeModules] }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['src/main/hosts/electron/**', 'src/preload/**', 'test/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['scripts/**', 'bench/**', 'bin/**', 'src/main/hosts/cli/**', '**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
);
