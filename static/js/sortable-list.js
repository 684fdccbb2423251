import "../vendor/sortablejs-1.15.7/Sortable.min.js";

const token = () => document.querySelector('meta[name="csrf-token"]').content;

const order = (list) => [...list.querySelectorAll(":scope > [data-id]")].map((item) => item.dataset.id);

/** Send the order; the server answers with the whole page's new state, so the list is read again from there. */
async function send(list) {
  const body = new URLSearchParams(order(list).map((id) => ["order", id]));
  if (list.dataset.version) body.set("version", list.dataset.version);
  const answer = await fetch(list.dataset.sortUrl, {
    method: "POST",
    headers: { "X-CSRFToken": token(), Accept: "text/html" },
    body,
    redirect: "follow",
  });
  return answer.ok;
}

async function moved(list) {
  list.setAttribute("aria-busy", "true");
  try {
    await send(list);
  } finally {
    // Times, findings and numbers follow from the order: the server's page is the truth, after a refusal too.
    location.reload();
  }
}

/** Make every list with data-sort-url sortable by dragging its handles; its up and down buttons work without this. */
export function install() {
  for (const list of document.querySelectorAll("[data-sort-url]")) {
    for (const handle of list.querySelectorAll("[data-handle]")) handle.hidden = false;
    globalThis.Sortable.create(list, {
      handle: "[data-handle]",
      draggable: "[data-id]",
      animation: 120,
      onEnd: (event) => { if (event.oldIndex !== event.newIndex) moved(list); },
    });
  }
}
