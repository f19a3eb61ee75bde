import kpis from './officer/kpis.json'
import lab from './officer/lab.json'
import record from './officer/record.json'
import sources from './officer/sources.json'
import suppression from './officer/suppression.json'

export const officer = { ...kpis, ...lab, ...record, ...sources, ...suppression }
