import type { Key } from '@/locales'
import type { Part } from './content'

/** What the parts of a content are called. */
export const LABELS: Record<Part, Key> = {
  title: 'risk.field.title',
  stage: 'risk.field.stage',
  owner: 'risk.field.owner',
  harm: 'risk.field.harm',
  causes: 'risk.field.causes',
  signs: 'risk.field.signs',
  accidentClass: 'risk.field.accident_class',
  inherent: 'risk.field.inherent',
  residual: 'risk.field.residual',
  lsSet: 'riskEdit.method',
  restsOn: 'risk.field.rests_on',
  team: 'risk.field.team',
  controlLevel: 'risk.field.control_level',
  steps: 'risk.field.steps',
  calls: 'risk.field.calls',
  departments: 'risk.field.departments',
  measures: 'risk.field.measures',
  bindings: 'risk.field.bindings',
  reviewMonths: 'risk.field.review_months',
}
