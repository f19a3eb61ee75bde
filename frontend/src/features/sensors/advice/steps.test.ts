import { describe, expect, it } from 'vitest'
import { stepsOf, written } from './steps'

const product = [{ zh: '到现场确认', en: 'Confirm on site' }]

describe('advice of a site', () => {
  it('begins with the words of the site, and with those of the product where there are none', () => {
    expect(stepsOf({ ofSite: [], product })).toEqual(product)
    expect(stepsOf({ ofSite: [{ zh: '撤离', en: '撤离' }], product })).toEqual([{ zh: '撤离', en: '' }])
  })

  it('keeps no step in which nothing stands', () => {
    expect(
      written([
        { zh: ' 撤离 ', en: '' },
        { zh: ' ', en: '' },
      ]),
    ).toEqual([{ zh: '撤离', en: '' }])
  })
})
