/* Written by `npm run codegen` from the files of locales/. */
import alertsSuppression from '@locales/en/alerts.suppression.json'
import sensorsIntake from '@locales/en/sensors.intake.json'
import tuningPerformance from '@locales/en/tuning.performance.json'
import tuningProposals from '@locales/en/tuning.proposals.json'
import type { officer as zh } from '../zh/officer'

export const officer = { ...alertsSuppression, ...sensorsIntake, ...tuningPerformance, ...tuningProposals } satisfies Record<
  keyof typeof zh,
  string
>
