import { execFileSync, execSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import { VantResolver } from '@vant/auto-import-resolver'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { VitePWA } from 'vite-plugin-pwa'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { oldest, targets } from './scripts/floor.mjs'
import { withWordSets } from './scripts/wordSets.mjs'

/** The words, which messages and documents of the back end read too. */
const LOCALES = fileURLToPath(new URL('../locales', import.meta.url))
const WORDS = fileURLToPath(new URL('scripts/words.mjs', import.meta.url))
/** The host stays that of the page: the server signs in whoever comes from its own pages only. */
const API = { target: process.env.ANHUAN_DEV_API ?? 'http://127.0.0.1:8000', changeOrigin: false }

/** The commit this build was made from, shown in the settings; a tarball without git says so. */
function buildNumber(): string {
  try {
    return execSync('git rev-parse --short HEAD', { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return 'release'
  }
}

const manifest = {
  id: '/',
  name: '安环',
  short_name: '安环',
  description: '看得见每一处风险，管得住每一次处置。',
  lang: 'zh-CN',
  dir: 'ltr' as const,
  start_url: '/?src=pwa',
  scope: '/',
  display: 'standalone' as const,
  background_color: '#f2f5f4',
  theme_color: '#0b3b36',
  categories: ['business', 'productivity'],
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' as const },
  ],
  shortcuts: [
    { name: '上报隐患', url: '/hazards/new', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
    { name: '扫码', url: '/scan', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
  ],
}

/**
 * Of Vant's icon font, 45 kB on every phone, pages show one sign, which `PhotoPreview` draws itself; and the font names a CDN as
 * second source, which a plant without internet, and our content policy, must never ask.
 */
function withoutIconFont(): Plugin {
  return {
    name: 'anhuan:without-icon-font',
    enforce: 'pre',
    transform(code, id) {
      if (!/vant\/.*icon\/index\.css/.test(id)) return undefined
      const kept = code.replace(/@font-face\s*{[^}]*}/g, '').replace(/\.van-icon-[\w-]+:before\s*{[^}]*}/g, '')
      if (/alicdn|@font-face/.test(kept)) throw new Error('the icon font is still there')
      return { code: kept, map: null }
    },
  }
}

/** The page itself says what to do where nothing of the app runs: it names the numbers of the floor. */
function withFloor(): Plugin {
  const { chrome, safari, firefox } = oldest('hand')
  const floor = `Chrome / Edge ${chrome}, Safari ${safari}, Firefox ${firefox}`
  return {
    name: 'anhuan:with-floor',
    transformIndexHtml: (html) => html.replaceAll('%FLOOR%', floor),
  }
}

/** Vite reloads when a word changes; a file of words that comes or goes has to be listed, too. */
function withNewWords(): Plugin {
  return {
    name: 'anhuan:with-new-words',
    apply: 'serve',
    configureServer({ watcher }) {
      const list = (file: string): void => {
        if (file.startsWith(LOCALES) && file.endsWith('.json')) execFileSync(process.execPath, [WORDS])
      }
      watcher.add(LOCALES)
      watcher.on('add', list).on('unlink', list)
    },
  }
}

/** What only a desk needs, or nobody in the hand without a network: no phone keeps it before it was used. */
function isOfDesk(id: string): boolean {
  return (
    !id.endsWith('/noun.ts') &&
    /\/components\/desk\/|\/shared\/dialogKeys\.|\/features\/desk\/(?!list\.)|\/features\/monitoring\/(Monitor(?:Matrix|Tools|Wall)|WallFrame|useFitting|PlaceTrends|SeriesChart|TrendChart|draw|exports|useChart)\.|Desk\.vue|\/cases\/tasks\/(?:BulkAssignSheet|bulkAssign)\.|\/features\/tuning\/|\/suppression\/held\/|\/features\/admin\/|\/live_risk\/map\/(?:MapTools|MapSeasons|IssueMapSheet|PrintMapSheet|PlanWall)\.|\/live_risk\/coverage\/(?!RedUnwatched\.)|\/features\/risks\/(?:binding\/|editing\/|settings\/|tree\/|ReviewSheet\.|Risk(?:Assessments|Measures|Revisions|Tree)\.)|\/features\/demo\/DemoRemoval|\/sites\/(?:modules\/ModulesAdmin|places\/)|\/equipment\/(labels|ledger)\/|\/sensors\/(admin|adoption|advice|connect)\/|\/cameraEvents\/EventRuleSheet\.|\/features\/workbooks\/|\/features\/starting_sets\/|\/notifications\/(channels|outlets|preferences|reach)\/|\/notifications\/beacons\/Beacon(Row|Sheet|sList)\.|\/components\/SelectField\.vue|\/people\/(accounts|directory)\/|\/features\/roster\/(?:P|ShiftSheet|WeekGrid)|\/people\/privacy\/(?!Consent)|\/views\/\w+\/(Admin|Archive|Connect|Coverage|Held|Invite|Lab|LabSensor|FirstMinutes|MyData|Notices|Pin|Security|Setup|Performance|Policy|Preferences|Reach|RiskSettings|Source|Sources|TaskRules)View\.vue|\/node_modules\/(@tanstack|focus-trap|tabbable|tinykeys|uplot|@panzoom)\/|\/locales\/\w+\/(desk|admin|notifications\.(channels_admin|outlets|preferences|reach)|people\.accounts|people\.directory|people\.first_run|people\.(my_data|privacy_admin)|demo\.removal|workbooks|starting_sets|sites\.(?:admin|modules|settings)|equipment\.labels|equipment\.ledger|sensors\.(admin|adoption|advice|connect|tags)|tuning\.\w+|sensors\.intake|alerts\.held|policies|live_risk\.(?:coverage|maps)|risks\.(?:binding|editing|settings|tree))\.json/.test(
      id,
    )
  )
}

/** What every page needs before it can show anything; the sign-in needs no more than this. */
function isOfShell(id: string): boolean {
  return /\/src\/(app\/routes\.|outbox\/(applyOutcome|classify|drain|send|store|useOutbox|wakeup)\.|graphql\/(client|live|proof|snapshots|useLiveQuery|http|changes|generated\/operations\/(Situation|Viewer))\.|shared\/(covered|db|i18n|now|operation|pageTitle|plain|post|records|theme|token|useWide)\.|features\/(nouns|\w+\/noun|live\/(?:ConnectionPill|situation)|notifications\/(sound|ringOnce)|people\/session|settings\/LanguageChoice|update\/(https|install|update)|worklist\/waiting)\.|components\/(AppButton|AppIcon|BrandMark|SegmentedControl|TierIcon|icons|pane)\b)|\/node_modules\/@?vue\/(?!devtools)/.test(
    id,
  )
}

/** What the home and most pages of the hand share. */
function isOfHand(id: string): boolean {
  return /\/src\/(shared\/(?:gap|toast)|components\/(AppCard|AppPage|BottomSheet|DeadlineTag|EmptyState|FieldProblem|ListRow|LoadState|LoopRing|PersonFace|StatusTag|WaitingLink)\b|features\/(\w+\/views|desk\/list|roster\/days|alerts\/(alarm\/alarms|alertState|cause|groups|history|useAcknowledge|useAlertValue)|cases\/(actions|caseState|escalation\/(?:FollowUpBanner|useFollowUpCounts))|hazards\/(?:alike|places|stateWords)|outbox\/useSubmit|readings\/(stale|useLiveReadings|value)|settings\/(?:firstMinutes|places)|worklist\/waitingLists)\.|graphql\/generated\/enums\.|graphql\/generated\/operations\/(AcknowledgeAlert|AcknowledgeCase)\.)|\/node_modules\/(vant|@vant)\/(?!.*\/(picker|calendar|image-preview|uploader|swipe|area)\b).*\/(composables|utils|popup|overlay|toast|loading|icon|use|lazyload|vue-utils)\b|\/node_modules\/@vant\//.test(
    id,
  )
}

/** What stands around every page once a person is signed in, and what begins then: the alarm, notes, help, the work pack. */
function isOfStanding(id: string): boolean {
  return /\/src\/(app\/(afterSignIn|iconBadge|keepPages|ShellNotes|useDelayed)|components\/HoldButton|features\/(alerts\/alarm\/(?!alarms)|notifications\/ringForAlerts|settings\/(help|HelpButton)|worklist\/pack\/)|graphql\/generated\/operations\/(AnswerAlert|NoteAlarmShown|WorkPack\w*))\b/.test(
    id,
  )
}

/** What the work pack asks for and pages ask for, too: a name and a hash each, together smaller than the headers of as many files. */
const PACKED = new Set(
  globSync('src/features/{worklist/pack/{lists,workPack},*/pack}.ts', { cwd: import.meta.dirname })
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .flatMap((source) => /import {([^}]*)} from '@\/graphql\/generated\/operations'/.exec(source)?.[1]?.match(/\w+/g) ?? []),
)
function isPacked(id: string): boolean {
  return PACKED.has(/\/graphql\/generated\/operations\/(\w+)\.ts/.exec(id)?.[1] ?? '')
}

/** The names of chunks: styles are written after them, and say no more than the name. */
const chunks = { desk: new Set<string>(), others: new Set<string>() }

export default defineConfig({
  define: {
    // Everything here, Vant included, is written with setup(): the older half of Vue stays at home.
    __VUE_OPTIONS_API__: 'false',
    __BUILD__: JSON.stringify(buildNumber()),
    __VERSION__: JSON.stringify(process.env.npm_package_version ?? ''),
  },
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('src', import.meta.url)),
      '@locales': LOCALES,
    },
  },
  plugins: [
    withoutIconFont(),
    withNewWords(),
    withWordSets(),
    withFloor(),
    vue(),
    Components({ dts: 'src/components.d.ts', dirs: [], resolvers: [VantResolver()] }),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      registerType: 'prompt',
      includeManifestIcons: false,
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm}'],
        // Icons of 512 px are read once, by the system that installs the app.
        globIgnores: ['**/desk-*', '**/*-512.png'],
        maximumFileSizeToCacheInBytes: 3_000_000,
      },
    }),
  ],
  build: {
    target: targets(),
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    // An operation is a name and a hash: whoever imports one of them gets this one, not all.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /graphql\/generated\//, sideEffects: false }] },
      output: {
        // Files that are always asked for together are one: thirty small ones are larger, packed, and wait for each other.
        codeSplitting: {
          groups: [
            { name: 'shell', test: isOfShell, priority: 2 },
            { name: 'hand', test: isOfHand, priority: 1 },
            { name: 'standing', test: isOfStanding, priority: 1, includeDependenciesRecursively: false },
            { name: 'packed', test: isPacked, minShareCount: 2 },
          ],
        },
        chunkFileNames: ({ name, moduleIds }) => {
          const isDesk = moduleIds.some(isOfDesk)
          ;(isDesk ? chunks.desk : chunks.others).add(name)
          return isDesk ? 'assets/desk-[name]-[hash].js' : 'assets/[name]-[hash].js'
        },
        // Styles are called like what they come with: a page, or what several pages share.
        assetFileNames: ({ names, originalFileNames }) => {
          const isShared = names.some(
            (name) => chunks.desk.has(name.replace(/\.css$/, '')) && !chunks.others.has(name.replace(/\.css$/, '')),
          )
          return isShared || originalFileNames.some((name) => isOfDesk(`/${name}`))
            ? 'assets/desk-[name]-[hash][extname]'
            : 'assets/[name]-[hash][extname]'
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    fs: { allow: ['.', LOCALES] },
    proxy: {
      '/graphql': { ...API, ws: true },
      '/auth': API,
      '/photos': API,
      '/voice': API,
      '/receipts': API,
      '/health': API,
      '/labels': API,
      '/workbooks': API,
      '/plans': API,
      '^/cases/[^/]+/dossier.pdf': API,
    },
  },
  test: {
    environment: 'jsdom',
    pool: 'vmThreads', // one jsdom per worker instead of one per file: a sixth of the time
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/shared/test-setup.ts'],
    server: { deps: { inline: ['vant'] } },
    // No test is about the speed of its machine: beside a browser, importing modules anew took one ten seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
