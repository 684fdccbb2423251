// The workbench stays a plain form; this computes while one types and lets cells be moved through and pasted into.
const form = document.querySelector('#unit-table')?.closest('form')
const PAUSE = 350
let timer = 0
let running = null

function cellsOf (table) {
  return [...table.tBodies[0].rows].map(row => [...row.querySelectorAll('input.cell')]).filter(row => row.length)
}

function place (input) {
  const grid = cellsOf(input.closest('table'))
  const row = grid.findIndex(cells => cells.includes(input))
  return { grid, row, column: grid[row].indexOf(input) }
}

function move (event) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] }
  const step = steps[event.key]
  if (!step || !event.target.matches('input.cell')) return
  const { grid, row, column } = place(event.target)
  const next = grid[row + step[0]]?.[column]
  event.preventDefault()
  next?.focus()
  next?.select()
}

function paste (event) {
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (!event.target.matches('input.cell') || !/[\t\n]/.test(text.trim())) return
  event.preventDefault()
  const { grid, row, column } = place(event.target)
  text.replace(/\r/g, '').replace(/\n$/, '').split('\n').forEach((line, down) => {
    line.split('\t').forEach((value, right) => {
      const cell = grid[row + down]?.[column + right]
      if (cell) cell.value = value.trim()
    })
  })
  schedule()
}

async function compute () {
  running?.abort()
  running = new AbortController()
  const data = new FormData(form)
  data.set('do', 'try')
  try {
    const answer = await fetch(location.pathname, { method: 'POST', body: data, headers: { 'X-Part': 'answer' }, signal: running.signal })
    if (answer.ok || answer.status === 422) show(await answer.text())
  } catch (problem) {
    if (problem.name !== 'AbortError') throw problem
  }
}

function show (html) {
  const active = document.activeElement
  const name = active?.name
  const region = document.querySelector('#answer')
  const [start, end] = [active?.selectionStart, active?.selectionEnd]
  const scroll = region.querySelector('.table-wrap')?.scrollLeft ?? 0
  const inside = region.contains(active)
  region.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes)
  region.querySelector('.table-wrap').scrollLeft = scroll
  if (!inside || !name) return
  const again = region.querySelector(`[name="${CSS.escape(name)}"]`)
  again?.focus({ preventScroll: true })
  if (again?.matches('input.cell')) again.setSelectionRange(start, end)
}

function schedule () {
  clearTimeout(timer)
  timer = setTimeout(compute, PAUSE)
}

if (form) {
  form.addEventListener('keydown', move)
  form.addEventListener('paste', paste)
  form.addEventListener('input', event => { if (event.target.name !== 'note') schedule() })
}
