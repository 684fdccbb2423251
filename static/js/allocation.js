// The workbench stays a plain form; this computes while one types and lets cells be moved through and pasted into.
const form = document.querySelector('#unit-table')?.closest('form')
let asking = false
let again = false

function cellsOf (table) {
  return [...table.tBodies[0].rows].map(row => [...row.querySelectorAll('input.cell')].filter(cell => cell.offsetParent)).filter(row => row.length)
}

function place (input) {
  const grid = cellsOf(input.closest('table'))
  const row = grid.findIndex(cells => cells.includes(input))
  return { grid, row, column: grid[row].indexOf(input) }
}

function stepOf (event) {
  const { key, target } = event
  if (key === 'ArrowUp') return [-1, 0]
  if (key === 'ArrowDown' || key === 'Enter') return [1, 0]
  const all = target.selectionStart === 0 && target.selectionEnd === target.value.length
  if (key === 'ArrowLeft' && (all || target.selectionEnd === 0)) return [0, -1]
  if (key === 'ArrowRight' && (all || target.selectionStart === target.value.length)) return [0, 1]
  return null
}

function move (event) {
  if (!event.target.matches('table input.cell')) return
  const step = stepOf(event)
  if (!step) return
  const { grid, row, column } = place(event.target)
  const next = grid[row + step[0]]?.[column + step[1]]
  event.preventDefault()
  next?.focus()
  next?.select()
}

function paste (event) {
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (!event.target.matches('table input.cell') || !/[\t\n]/.test(text.trim())) return
  event.preventDefault()
  const { grid, row, column } = place(event.target)
  const lines = text.replace(/\r/g, '').replace(/\n+$/, '').split('\n').map(line => line.split('\t').map(value => value.trim()))
  tellUnplaced(fillByName(grid, column, lines) ?? fillDown(grid, row, column, lines))
  compute()
}

function fill (cells, column, values) {
  values.forEach((value, right) => {
    if (cells[column + right]) cells[column + right].value = value
  })
}

function fillDown (grid, row, column, lines) {
  lines.slice(0, grid.length - row).forEach((values, down) => fill(grid[row + down], column, values))
  return lines.slice(grid.length - row)
}

// Lines that bring the names of the rows go to those rows, in whatever order; null when no line does. The line above is a head.
function fillByName (grid, column, lines) {
  const rows = new Map()
  grid.forEach(cells => {
    const name = fold(cells[0].closest('tr').querySelector('th').textContent)
    rows.set(name, rows.has(name) ? null : cells)
  })
  const found = lines.map(values => values.findIndex(value => rows.get(fold(value))))
  const first = found.findIndex(place => place >= 0)
  if (first < 0) return null
  lines.forEach((values, line) => {
    if (found[line] >= 0) fill(rows.get(fold(values[found[line]])), column, values.slice(found[line] + 1))
  })
  return lines.filter((values, line) => found[line] < 0 && line >= first && values.some(Boolean))
}

function fold (name) {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}

function tellUnplaced (lines) {
  const spot = form.querySelector('[data-unplaced]')
  const shown = lines.slice(0, 5).map(values => values.find(value => /\p{L}/u.test(value)) ?? values.find(Boolean) ?? '').join('; ')
  spot.textContent = `${spot.dataset.unplaced} ${shown}${lines.length > 5 ? ' …' : ''}`
  spot.hidden = !lines.length
}

// One question at a time: what is typed meanwhile is asked about as soon as the answer is there.
async function compute () {
  if (asking) {
    again = true
    return
  }
  asking = true
  try {
    const answer = await fetch(location.pathname, { method: 'POST', body: wish(), headers: { 'X-Part': 'answer' } })
    if (answer.ok) show(await answer.json())
  } catch {
    // Without a connection nothing is lost: the next key, or the button, asks again.
  } finally {
    asking = false
    if (again) {
      again = false
      compute()
    }
  }
}

function wish () {
  const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
  data.set('do', 'try')
  if (document.querySelector('.allocation-steps')?.open) data.set('steps', '1')
  return data
}

function show ({ head, numbers, errors }) {
  const region = document.querySelector('#answer')
  const open = document.querySelector('.allocation-steps')?.open
  region.replaceChildren(...new DOMParser().parseFromString(head, 'text/html').body.childNodes)
  const steps = region.querySelector('.allocation-steps')
  if (steps && open && steps.querySelector('table')) steps.open = true
  const known = Object.keys(numbers).length > 0
  form.querySelectorAll('[data-number]').forEach(spot => { write(spot, numbers[spot.dataset.number] ?? (known ? '' : '—')) })
  form.querySelectorAll('input.cell--seat').forEach(cell => {
    const computed = numbers[cell.name] ?? ''
    if (cell.placeholder !== computed) cell.placeholder = computed
  })
  form.querySelectorAll('.summary, .field__error:not(#note-error)').forEach(told => told.remove())
  form.querySelectorAll('input[aria-invalid]').forEach(cell => cell.removeAttribute('aria-invalid'))
  errors.forEach(name => form.elements.namedItem(name)?.setAttribute('aria-invalid', 'true'))
}

function write (spot, text) {
  if (spot.textContent !== text) spot.textContent = text
}

function typed (event) {
  if (event.target.name === 'note' || event.target.matches('[data-structure]')) return
  if (event.target.name === 'points_part') {
    document.querySelector('#unit-table').classList.toggle('allocation-table--points', !/^0*$/.test(event.target.value))
  }
  compute()
}

if (form) {
  form.addEventListener('keydown', move)
  form.addEventListener('paste', paste)
  form.addEventListener('input', typed)
  form.addEventListener('toggle', event => {
    const steps = event.target
    if (steps.matches('.allocation-steps') && steps.open && !steps.querySelector('table')) compute()
  }, true)
  form.addEventListener('change', event => {
    if (event.target.matches('[data-structure]')) form.requestSubmit(form.querySelector('button[value="try"]'))
  })
}
