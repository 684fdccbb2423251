// What only works with a script is hidden until the script is there.
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

// Fields that belong to one kind of attendee only: a group is for those who stand in the figures.
const kind = document.querySelector("#kind");
const group = document.querySelector("#group");
if (kind && group) {
  const follow = () => { group.disabled = kind.value === "non_delegate"; };
  kind.addEventListener("change", follow);
  follow();
}
