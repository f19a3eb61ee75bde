import { describe, expect, it } from 'vitest'
import { parseCode } from './code'

describe('a scanned or typed code', () => {
  it('is found in the address on the label, whatever the host', () => {
    expect(parseCode('https://anhuan.example/q/EQ-0004')).toBe('EQ-0004')
    expect(parseCode('http://10.0.0.5:8000/q/EQ-0004/')).toBe('EQ-0004')
    expect(parseCode('https://anhuan.example/q/EQ%2D0004?from=label')).toBe('EQ-0004')
  })

  it('is taken as people type it', () => {
    expect(parseCode(' eq-0004 ')).toBe('EQ-0004')
    expect(parseCode('ＥＱ－０００４')).toBe('EQ-0004')
    expect(parseCode('eq 0004')).toBe('EQ0004')
  })

  it('is refused when it is something else', () => {
    expect(parseCode('https://pay.example/p/123')).toBeNull()
    expect(parseCode('https://anhuan.example/q/')).toBeNull()
    expect(parseCode('http://[')).toBeNull()
    expect(parseCode('反应釜')).toBeNull()
    expect(parseCode('')).toBeNull()
    expect(parseCode('https://anhuan.example/q/%E0%A4%A')).toBeNull()
  })
})
