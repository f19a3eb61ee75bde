import { describe, expect, it } from 'vitest'
import { isMissing } from './ownErrors'

describe('a part of the app that does not open', () => {
  it.each([
    'Failed to fetch dynamically imported module: https://plant/assets/a.js',
    'error loading dynamically imported module: https://plant/assets/a.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/a.css',
  ])('is missing where its file did not come: %s', (message) => {
    expect(isMissing(new TypeError(message))).toBe(true)
  })

  it.each([new TypeError('Object.hasOwn is not a function'), new SyntaxError('Invalid regular expression'), 'a word', null])(
    'is not missing where it came and fails: %s',
    (error) => {
      expect(isMissing(error)).toBe(false)
    },
  )
})
