/** The measures are one text, a measure per line: what a chip adds can be edited like anything typed. */
function linesOf(measures: string): string[] {
  return measures.split('\n').map((line) => line.trim()).filter((line) => line !== '')
}

export function hasMeasure(measures: string, measure: string): boolean {
  return linesOf(measures).includes(measure)
}

/** Adds the measure as a line of its own, or takes that line away again. */
export function toggleMeasure(measures: string, measure: string): string {
  const lines = linesOf(measures)
  return (lines.includes(measure) ? lines.filter((line) => line !== measure) : [...lines, measure]).join('\n')
}
