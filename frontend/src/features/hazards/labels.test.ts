import { describe, expect, it } from 'vitest'
import { ownCodes } from './labels'

describe('codes in a picture', () => {
  it('are ours with our address, or where the phone knows the machine', () => {
    const isKnown = (code: string): boolean => code === 'EQ-0004'
    expect(ownCodes(['eq-0004', 'ABC123', 'https://plant.example/q/EQ-0009', 'https://else.example/shop'], isKnown)).toEqual([
      'EQ-0004',
      'EQ-0009',
    ])
  })
})
