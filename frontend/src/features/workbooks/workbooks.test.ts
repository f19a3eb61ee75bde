import { describe, expect, it, vi } from 'vitest'
import { csvOf, fileProblem, grouped, linesToWrite, MOST_BYTES, totalOf, type Outcome } from './workbooks'

vi.mock('@/graphql/http', () => ({ signedFetch: vi.fn() }))

describe('a file that is chosen', () => {
  it('is not sent when it is too large, empty or of another kind', () => {
    expect(fileProblem({ name: '台账.xlsx', size: 200_000_000 })).toBe('error.WORKBOOK_TOO_LARGE')
    expect(fileProblem({ name: '台账.xlsx', size: 0 })).toBe('workbook.emptyFile')
    expect(fileProblem({ name: '台账.xls', size: 10 })).toBe('workbook.wrongKind')
    expect(fileProblem({ name: '台账.xlsx.exe', size: 10 })).toBe('workbook.wrongKind')
    expect(fileProblem({ name: '人员.CSV', size: MOST_BYTES })).toBe(null)
  })
})

describe('what a file would do', () => {
  const counts = { rows: 9, new: 1, changed: 2, same: 3, faults: 4 }
  const outcome: Outcome = {
    counts: [
      { sheet: 'people', ...counts },
      { sheet: 'areas', ...counts },
    ],
    faults: [],
    faultCount: 0,
    ignoredSheets: [],
    ignoredColumns: [],
  }

  it('is summed up over its sheets', () => {
    expect(linesToWrite(outcome)).toBe(6)
    expect(totalOf(outcome, 'same')).toBe(6)
    expect(totalOf(outcome, 'faults')).toBe(8)
  })
})

describe('the list of cells that cannot be used', () => {
  it('has those together that are mended together, and every row of them', () => {
    const role = { sheet: 'people', column: 'role', value: '老板', code: 'CELL_NO_CHOICE' } as const
    const blank = { sheet: 'people', column: 'role', value: '', code: 'CELL_REQUIRED' } as const
    expect(
      grouped([
        { ...role, row: 2 },
        { ...blank, row: 3 },
        { ...role, row: 9 },
      ]),
    ).toEqual([
      { ...role, rows: [2, 9] },
      { ...blank, rows: [3] },
    ])
  })

  it('is computed by no spreadsheet, and keeps its quotes', () => {
    expect(
      csvOf([
        ['表', '行'],
        ['=1+1', 3],
        ['a "b"', '＝x'],
      ]),
    ).toBe('\ufeff"表","行"\r\n"\'=1+1","3"\r\n"a ""b""","\'＝x"')
  })
})
