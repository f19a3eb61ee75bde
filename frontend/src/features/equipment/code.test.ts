import { describe, expect, it } from 'vitest'
import { parseCode } from './code'
import { matching, type BookEntry } from './equipmentBook'

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

describe('the stored list of equipment', () => {
  const book = [
    { code: 'EQ-0004', name: { zh: '反应釜 R-201', en: 'Reactor R-201' } },
    { code: 'EQ-0008', name: { zh: '工艺气压缩机 C-501', en: 'Process gas compressor C-501' } },
  ] as BookEntry[]

  it('is searched by code and by name in both languages', () => {
    expect(matching(book, '压缩机').map(({ code }) => code)).toEqual(['EQ-0008'])
    expect(matching(book, 'reactor').map(({ code }) => code)).toEqual(['EQ-0004'])
    expect(matching(book, 'eq 0008').map(({ code }) => code)).toEqual(['EQ-0008'])
    expect(matching(book, '')).toHaveLength(2)
  })
})
