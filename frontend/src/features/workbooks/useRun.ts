import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { follow } from '@/graphql/client'
import { WorkbookChanged } from '@/graphql/generated/operations'
import { connection, onReconnected } from '@/graphql/live'
import { goOn, isAtWork, lastRun, loadRun, sendFile, type Answer, type LastRun, type Run, type SheetKey } from './workbooks'

/** While the server is away. */
const SOON = 3_000
/** While the person is signed out; and after so long a silence of the server a workbook is at work no more: its process was killed. */
const LONG = 20_000

/**
 * The workbook that the person sent last at this site: found again after a reload, and followed as long as the server is at work on
 * it, also while it cannot be reached. The server says when it has moved on.
 */
export function useRun(siteId: Ref<string>) {
  const run = shallowRef<Run | null>(null)
  const busy = shallowRef<LastRun['busy']>(null)
  const isLoading = ref(true)
  const isAway = ref(false)
  /** The code of a step that was refused. */
  const problem = ref<string | null>(null)
  const isWaiting = computed(() => run.value !== null && isAtWork(run.value))
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  async function look(): Promise<void> {
    const site = siteId.value
    if (!site) return
    const answer = await lastRun(site)
    if (site !== siteId.value || isOver) return
    isLoading.value = false
    isAway.value = answer.kind === 'unreachable'
    if (answer.kind === 'answered') {
      run.value = answer.value.run
      busy.value = answer.value.busy
    }
    problem.value = answer.kind === 'refused' ? answer.code : null
    askAgain()
  }

  const moveOn = inTurn(async () => {
    if (isOver) return
    const asked = run.value
    if (!asked || !isAtWork(asked)) return look()
    const answer = await loadRun(asked.id)
    if (run.value?.id !== asked.id || isOver) return
    isAway.value = answer.kind === 'unreachable'
    if (answer.kind === 'answered') run.value = answer.value
    else if (answer.kind === 'refused') return look()
    askAgain()
  })

  function askAgain(): void {
    clearTimeout(timer)
    const isAsked = isWaiting.value || isAway.value || busy.value !== null || problem.value === 'UNAUTHENTICATED'
    if (isOver || !isAsked) return
    timer = setTimeout(() => void moveOn(), isAway.value ? SOON : LONG)
  }

  watch(
    siteId,
    () => {
      run.value = null
      isLoading.value = true
      void look()
    },
    { immediate: true },
  )
  onWord(siteId, () => void moveOn())
  onScopeDispose(() => {
    isOver = true
    clearTimeout(timer)
  })
  const steps = useSteps({ siteId, run, isAway, problem }, look, askAgain)
  return { run, busy, isLoading, isAway, isWaiting, problem, look, ...steps }
}

/** Calls back when the server says that a workbook of the site moved on, when it can say nothing any more, and when it can again. */
function onWord(siteId: Ref<string>, listener: () => void): void {
  const stops = [
    follow(WorkbookChanged, ({ workbookChanged }) => void (workbookChanged === siteId.value && listener())),
    onReconnected(listener),
  ]
  watch(connection, (now) => now !== 'live' && listener())
  onScopeDispose(() => stops.forEach((stop) => stop()))
}

/** Does the work once at a time; where it is called for meanwhile, once more afterwards. */
function inTurn(work: () => Promise<void>): () => Promise<void> {
  let isAtIt = false
  let isBehind = false
  return async function start() {
    isBehind = isAtIt
    if (isAtIt) return
    isAtIt = true
    await work().finally(() => (isAtIt = false))
    if (isBehind) await start()
  }
}

interface Followed {
  siteId: Ref<string>
  run: Ref<Run | null>
  isAway: Ref<boolean>
  problem: Ref<string | null>
}

/** What a person does with a workbook. Each returns null, or the code of the refusal. */
function useSteps({ siteId, run, isAway, problem }: Followed, look: () => Promise<void>, askAgain: () => void) {
  const isSending = ref(false)

  async function taken(step: Promise<Answer<Run>>): Promise<string | null> {
    isSending.value = true
    problem.value = null
    const answer = await step.finally(() => (isSending.value = false))
    if (answer.kind === 'answered') {
      run.value = answer.value
      isAway.value = false
    } else {
      const code = answer.kind === 'refused' ? answer.code : 'UNREACHABLE'
      if (code === 'WORKBOOK_BUSY') await look() // whose it is
      problem.value = code
    }
    askAgain()
    return problem.value
  }

  return {
    isSending,
    send: (id: string, file: File, sheet: SheetKey | null) => taken(sendFile(siteId.value, id, file, sheet)),
    import_: () => taken(goOn(run.value?.id ?? '', 'import')),
    check: () => taken(goOn(run.value?.id ?? '', 'check')),
    takeComputed: () => taken(goOn(run.value?.id ?? '', 'check?levels=computed')),
  }
}
