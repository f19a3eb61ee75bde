import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'

const shown = globSync('src/styleguide/*.vue').map((path) => readFileSync(path, 'utf8'))
const components = globSync('src/components/**/*.vue').map((path) => basename(path, '.vue'))

describe('the style guide', () => {
  it('shows every component there is', () => {
    // The page itself stands in AppPage.
    const missing = components.filter(
      (name) => name !== 'AppPage' && !shown.some((source) => source.includes(`<SpecimenCard name="${name}"`)),
    )
    expect(missing).toEqual([])
    expect(shown.some((source) => source.includes('<AppPage'))).toBe(true)
  })

  it('is asked for in development only', () => {
    const asking = globSync('src/**/*.{ts,vue}').filter(
      (path) => !path.startsWith('src/styleguide/') && readFileSync(path, 'utf8').includes('@/styleguide'),
    )
    expect(asking).toEqual(['src/app/routes.ts'])
    expect(readFileSync('src/app/routes.ts', 'utf8')).toMatch(/import\.meta\.env\.DEV\s*\?[\s\S]{0,300}@\/styleguide/)
  })
})
