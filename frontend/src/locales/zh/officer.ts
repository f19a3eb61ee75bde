/* Written by `npm run codegen` from the files of locales/. */
import alertsSuppression from '@locales/zh/alerts.suppression.json'
import sensorsIntake from '@locales/zh/sensors.intake.json'
import tuningPerformance from '@locales/zh/tuning.performance.json'
import tuningProposals from '@locales/zh/tuning.proposals.json'

export const officer = { ...alertsSuppression, ...sensorsIntake, ...tuningPerformance, ...tuningProposals }
