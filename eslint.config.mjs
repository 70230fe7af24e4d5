import js from '@eslint/js';
import importPlugin from 'eslint-plugin-import';
import tseslint from 'typescript-eslint';

/** `bin -> constructs -> lib`, one way; `lib` knows no CDK. */
const layers = [
  { target: './lib', from: './constructs' },
  { target: './lib', from: './bin' },
  { target: './constructs', from: './bin' },
  { target: ['./lib', './constructs', './bin'], from: ['./test', './examples', './scripts'] },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'cdk.out/',
      'coverage/',
      'node_modules/',
      '*.mjs',
      'test/**/*.mjs',
      'page/*.d.ts',
      '**/*.cjs',
      '**/*.snap',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { import: importPlugin },
    settings: { 'import/resolver': { typescript: { project: './tsconfig.dev.json' } } },
    rules: {
      'import/no-restricted-paths': ['error', { zones: layers }],
      'import/no-cycle': 'error',
      'import/no-extraneous-dependencies': [
        'error',
        {
          devDependencies: [
            'test/**',
            'examples/**',
            'scripts/**',
            // It is not in the npm package.
            'bin/app.ts',
            // Users install the Kubernetes client when they need it.
            'bin/kubernetes/connection.ts',
            'bin/aws/aws-clients.ts',
          ],
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numbers are what this package prints.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['aws-cdk-lib*', 'constructs', 'cdk8s*', '@aws-cdk/*'], message: 'lib knows no CDK' },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process'],
    },
  },
  { files: ['constructs/**/*.ts'], rules: { 'no-restricted-globals': ['error', 'process'] } },
  // A construct is made for its effect on the tree.
  {
    files: ['constructs/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', 'bin/**/*.ts'],
    rules: { 'no-new': 'off', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  { files: ['bin/**/*.ts', 'scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  // What runs in the browser is JavaScript with types in comments; the compiler knows its globals.
  {
    files: ['page/**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': ['error', { max: 600 }] },
  },
);
