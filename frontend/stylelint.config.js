import { browsersOf } from './scripts/floor.mjs'

/**
 * Styles by the floor (.browserslistrc). Left to scripts/built.mjs, which sees what is left after minifying: ranges in queries are
 * lowered by the build; `dvh`, `:has` and `@container` have a plain rule before them. The others are decoration without which
 * everything can be read and touched.
 */
const KEPT_BY_BUILD = ['css-media-range-syntax', 'viewport-unit-variants', 'css-has', 'css-container-queries']
const DECORATION = [
  'css-touch-action',
  'css-overscroll-behavior',
  'css3-cursors',
  'css3-cursors-grab',
  'css3-cursors-newer',
  'css-scrollbar',
  'css-resize',
  'css-paged-media',
  'text-size-adjust',
]

export default {
  plugins: ['stylelint-no-unsupported-browser-features'],
  overrides: [{ files: ['**/*.vue'], customSyntax: 'postcss-html' }],
  rules: {
    'plugin/no-unsupported-browser-features': [
      true,
      { browsers: browsersOf('hand'), ignore: [...KEPT_BY_BUILD, ...DECORATION], ignorePartialSupport: true },
    ],
  },
}
