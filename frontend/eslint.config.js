import js from '@eslint/js'
import compat from 'eslint-plugin-compat'
import vue from 'eslint-plugin-vue'
import globals from 'globals'
import ts from 'typescript-eslint'
import { ASKED_FIRST, browsersOf, restriction, YOUNG } from './scripts/floor.mjs'

/** Which folder may import which: views → features → graphql | outbox → shared; components and the worker stay small. */
const FORBIDDEN = {
  shared: ['app', 'views', 'features', 'components', 'graphql', 'outbox', 'sw'],
  outbox: ['app', 'views', 'features', 'components', 'graphql', 'sw'],
  graphql: ['app', 'views', 'features', 'components', 'outbox', 'sw'],
  components: ['app', 'views', 'features', 'graphql', 'outbox', 'sw'],
  features: ['app', 'views', 'sw'],
  views: ['app', 'sw'],
  // The operations by which an alert is answered are data: a name and a hash.
  sw: ['app', 'views', 'features', 'components', 'graphql(?!/generated/operations/)', 'locales'],
}

/** Only src/locales reads the files; everybody else asks `t` for a key. */
const WORDS = { regex: '^@locales/', message: 'Words are read through shared/i18n.' }

const boundaries = Object.entries(FORBIDDEN).map(([folder, forbidden]) => ({
  files: [`src/${folder}/**/*.{ts,vue}`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(@|\\.\\.(/\\.\\.)*)/(${forbidden.join('|')})(/|$)`,
            allowTypeImports: false,
            message: `src/${folder} must not import from there (see src/README.md).`,
          },
          WORDS,
        ],
      },
    ],
  },
}))

/** The generated types are the contract; the border is about code, so types may cross it. */
const typesMayCross = {
  files: ['src/components/**/*.{ts,vue}'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^@/(app|views|features|outbox|sw|graphql/(?!generated))(/|$)',
            message: 'src/components takes props and emits events.',
          },
          WORDS,
        ],
      },
    ],
  },
}

/** What only one of the two languages writes stands in its words: the other would read it, too. */
const PUNCTUATION = '[，；：。！？、（）《》]'
const OF_ONE_LANGUAGE = 'Of one language: use a key, or `pair`, `listed`, `clauses` of shared/i18n.'

const young = YOUNG.map(restriction)

const NO_POLLING = 'No page polls: follow a subscription (src/README.md).'

export default ts.config(
  { ignores: ['dist', 'dev-dist', 'node_modules', 'src/graphql/generated', 'src/components.d.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker, __BUILD__: 'readonly', __VERSION__: 'readonly' } },
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Names of one word read well here.
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-unused-properties': 'error',
    },
  },
  {
    // The floor; methods of old objects are told by the compiler (tsconfig: lib), dependencies by scripts/built.mjs.
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/**/*.test.ts', 'src/**/test-*.ts', 'src/locales/keysIn.ts'],
    plugins: { compat },
    settings: { targets: browsersOf('hand'), polyfills: ASKED_FIRST },
    rules: { 'compat/compat': 'error', 'no-restricted-properties': ['error', ...young] },
  },
  { files: ['scripts/**', '*.config.{js,ts}'], languageOptions: { globals: globals.node } },
  {
    files: ['src/{views,features,components}/**/*.{ts,vue}'],
    rules: {
      'no-restricted-globals': ['error', { name: 'setInterval', message: NO_POLLING }],
      'no-restricted-properties': ['error', ...young, { object: 'window', property: 'setInterval', message: NO_POLLING }],
    },
  },
  { files: ['src/**/*.test.ts'], rules: { 'max-lines-per-function': 'off', 'no-restricted-properties': 'off' } },
  {
    files: ['src/**/*.{ts,vue}'],
    // The last three: what people typed in either language is taken apart, and the worker has no words to ask for.
    ignores: [
      'src/**/*.test.ts',
      'src/styleguide/**',
      'src/shared/i18n.ts',
      ...['components/reasons', 'features/sites/settings/calendar', 'sw/message'].map((name) => `src/${name}.ts`),
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: `Literal[raw=/^['"].*${PUNCTUATION}/]`, message: OF_ONE_LANGUAGE },
        { selector: `TemplateElement[value.raw=/${PUNCTUATION}/]`, message: OF_ONE_LANGUAGE },
      ],
      'vue/no-restricted-syntax': [
        'error',
        { selector: `VElement[name='template'] VText[value=/${PUNCTUATION}/]`, message: OF_ONE_LANGUAGE },
        { selector: `VLiteral[value=/${PUNCTUATION}/]`, message: OF_ONE_LANGUAGE },
        { selector: `VExpressionContainer Literal[raw=/^['"].*${PUNCTUATION}/]`, message: OF_ONE_LANGUAGE },
        { selector: `VExpressionContainer TemplateElement[value.raw=/${PUNCTUATION}/]`, message: OF_ONE_LANGUAGE },
      ],
    },
  },
  ...boundaries,
  typesMayCross,
)
