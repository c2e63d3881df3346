/* One widget for every form of the course. It listens, sends what changed, and shows
   what the kernel confirms. It knows nothing of kinds of question and never sees a key.

   The script is evaluated once for each model, so nothing here may count or number:
   two questions would get the same ids, and a label would tick another question's box. */

const TYPING_PAUSE_MS = 400;
const PATIENCE_MS = 5000;

/* Answers the kernel has not confirmed, by question. A form that is drawn anew after a
   kernel restart takes them over and sends them again. */
const unconfirmed = (globalThis.digireadyUnconfirmed ??= new Map());

const REFERENCES = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];

/** Return a name no other view has. (randomUUID is missing on plain http.) */
function newName() {
  const parts = crypto.getRandomValues(new Uint32Array(2));
  return "v" + Array.from(parts, (part) => part.toString(36)).join("");
}

/** Make every id in *root* unique in the page, and every reference to one follow it. */
function makeIdsUnique(root, name) {
  const renamed = new Map();
  for (const element of root.querySelectorAll("[id]")) {
    renamed.set(element.id, `${element.id}-${name}`);
    element.id = renamed.get(element.id);
  }
  for (const attribute of REFERENCES) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      const ids = element.getAttribute(attribute).split(/\s+/);
      element.setAttribute(attribute, ids.map((id) => renamed.get(id) ?? id).join(" "));
    }
  }
}

/** Return the form's fields, each with the list of its values; empty ones included. */
function readFields(form) {
  const fields = {};
  for (const control of form.elements) {
    if (control.name && !control.hasAttribute("data-not-an-answer")) fields[control.name] ??= [];
  }
  for (const [name, value] of new FormData(form)) {
    if (name in fields) fields[name].push(value);
  }
  return fields;
}

/** Return the regions in *root*, by name. */
function regionsIn(root) {
  const regions = [...root.querySelectorAll("[data-region]")];
  return new Map(regions.map((region) => [region.dataset.region, region]));
}

/** Return *html* as a piece of a page, and what it comes to with nothing in its regions.
    What is ticked or typed is left out, too: that is for the fields to say. */
function apart(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const whole = template.content.cloneNode(true);
  for (const region of regionsIn(template.content).values()) region.replaceChildren();
  for (const box of template.content.querySelectorAll("textarea")) box.replaceChildren();
  for (const box of template.content.querySelectorAll("[checked]")) box.removeAttribute("checked");
  return { whole, around: template.innerHTML };
}

/** Put *fields* into the form's controls. */
function writeFields(form, fields) {
  for (const control of form.elements) {
    const values = fields[control.name];
    if (!values || control.hasAttribute("data-not-an-answer")) continue;
    if (control.type === "hidden") continue; // the kernel wrote it, and draws it anew
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = values.includes(control.value);
    } else {
      control.value = values[0] ?? "";
    }
  }
}

/** Return whether two answers say the same: fields left empty, and their order, say nothing. */
function sayTheSame(one, other) {
  const said = (fields) =>
    JSON.stringify(Object.entries(fields).filter(([, values]) => values.length).sort());
  return said(one) === said(other);
}

/** Count the words in each box that asks for so many at most. The count is there to be looked
    up; aloud it would talk over whoever listens as they type, so said is only that the limit
    is near, and that it is passed: once each. */
function countWords(form) {
  for (const box of form.querySelectorAll("textarea[data-words-most]")) {
    const about = (part) => form.querySelector(`[data-${part}-of="${CSS.escape(box.name)}"]`);
    const words = box.value.split(/\s+/).filter(Boolean).length;
    const most = Number(box.dataset.wordsMost);
    const said = about("count-said");
    const says = words > most ? said.dataset.over : words > 0.9 * most ? said.dataset.near : "";
    about("count").textContent = words;
    if (said.textContent !== says) said.textContent = says;
  }
}

/** Number the questions of this notebook in the order in which they stand. */
function numberQuestions(root) {
  const notebook = root.closest(".jp-Notebook") ?? document.body;
  notebook.querySelectorAll(".dr-question").forEach((question, index) => {
    const place = question.querySelector("[data-number]");
    const text = `Question ${index + 1}`;
    if (place && place.textContent !== text) place.textContent = text;
    const name = CSS.escape(question.dataset.question);
    for (const link of notebook.querySelectorAll(`[data-number-of="${name}"]`)) {
      if (link.textContent !== text) link.textContent = text;
    }
  });
}

/** Let a keyboard reach, and so scroll, the tables that are too wide for a narrow page. */
function letWideTablesBeScrolled() {
  for (const prose of document.querySelectorAll(".jp-MarkdownOutput:has(table)")) {
    if (prose.scrollWidth > prose.clientWidth) {
      prose.tabIndex = 0;
      prose.setAttribute("role", "group");
      prose.setAttribute("aria-label", "Text with a table that can be scrolled sideways");
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) prose.removeAttribute(name);
    }
  }
}

/** Bring the reader to the question called *name*, and to its first control. */
function goTo(root, name) {
  const notebook = root.closest(".jp-Notebook") ?? document.body;
  const question = notebook.querySelector(`.dr-question[data-question="${CSS.escape(name)}"]`);
  if (!question) return;
  question.scrollIntoView({ block: "start" });
  (question.querySelector("input, button, select, textarea") ?? question).focus();
}

/** Ask the page to save the notebook, where there is one who can; then go on. */
function withNotebookSaved(root, goOn) {
  const notebook = root.closest(".jp-Notebook");
  const request = new CustomEvent("digiready:save-notebook", {
    cancelable: true,
    detail: { notebook, done: goOn },
  });
  if (window.dispatchEvent(request)) goOn(); // nobody took it on: Voilà, a plain page
}

function offerFile(name, type, data) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([data], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function render({ model, el }) {
  const view = newName();
  const key = `${model.get("home")} ${model.get("name")}`;
  const root = document.createElement("div");
  el.append(root);

  let sent = 0;
  let confirmed = 0;
  let typing = null;
  let waiting = null;
  let pressed = null;
  let drawn = "";

  const form = () => root.querySelector("form");

  function say(text, state) {
    const status = root.querySelector(".dr-status");
    if (!status) return;
    status.dataset.state = state;
    if (status.textContent === text) status.textContent = ""; // said again, so heard again
    status.textContent = text;
  }

  function draw() {
    drawn = model.get("html");
    root.innerHTML = drawn;
    makeIdsUnique(root, view);
    numberQuestions(root);
    if (!form()) return;
    const kept = unconfirmed.get(key);
    writeFields(form(), kept ?? model.get("fields"));
    countWords(form());
    say(model.get("status"), model.get("saved") ? "saved" : "open");
    if (kept && model.get("keeps")) send();
  }

  /* Where only what stands in regions is new, only that is replaced: the controls keep what
     is typed in them and where the cursor is, and who listens is not told of them again. */
  function drawRegions() {
    const next = apart(model.get("html"));
    if (!form() || next.around !== apart(drawn).around) return false;
    drawn = model.get("html");
    makeIdsUnique(next.whole, view);
    const regions = regionsIn(root);
    for (const [name, region] of regionsIn(next.whole)) {
      regions.get(name)?.replaceChildren(...region.childNodes);
    }
    return true;
  }

  function send() {
    clearTimeout(typing);
    typing = null;
    const fields = readFields(form());
    sent += 1;
    unconfirmed.set(key, fields);
    say("Saving…", "saving");
    clearTimeout(waiting);
    waiting = setTimeout(stillWaiting, PATIENCE_MS);
    post({ kind: "answer", number: sent, view, fields });
  }

  function post(message) {
    try {
      model.send(message);
    } catch {
      // The kernel is gone. The form that is drawn after its return takes the answer over.
      clearTimeout(waiting);
      stillWaiting();
    }
  }

  /* A new kernel draws this form anew, and the form takes its answer over. Voilà has no
     menus: there a new page has a new kernel, but knows nothing of this answer. */
  function stillWaiting() {
    const advice = root.closest(".jp-NotebookPanel")
      ? "If this stays, open the Kernel menu and choose Restart Kernel."
      : "If this stays, load this page again and give this answer once more.";
    say(`Not saved yet. Still trying. ${advice}`, "trouble");
  }

  function onMessage(message, buffers) {
    if (message.view && message.view !== view) return; // an answer to another window
    if (message.kind === "saved") {
      confirmed = Math.max(confirmed, message.number);
      if (confirmed < sent) return; // a later change is still on its way
      clearTimeout(waiting);
      unconfirmed.delete(key);
      if (!typing) say(message.says, "saved");
    } else if (message.kind === "not-saved") {
      if (message.number < sent) return;
      clearTimeout(waiting);
      say(message.says, "trouble");
    } else if (message.kind === "said") {
      pressed = null; // the press changed nothing
      const kept = model.get("saved") ? "saved" : "open";
      say(message.says, message.trouble ? "trouble" : kept);
    } else if (message.kind === "region") {
      pressed = null;
      const region = root.querySelector(`[data-region="${message.name}"]`);
      const held = region?.contains(document.activeElement); // a button that goes with it
      if (region) region.innerHTML = message.html;
      if (held) region.querySelector("[data-focus]")?.focus();
      numberQuestions(root);
    } else if (message.kind === "file") {
      offerFile(message.name, message.type, buffers[0]);
    }
  }

  /* Another window, or another view of this one, gave an answer to the same question. What
     was given here is not written back: this may be an answer before the last, as the state
     of a model can come later than a message that was sent after it. */
  function onFields() {
    if (!form() || unconfirmed.has(key) || typing || model.get("by") === view) return;
    const fields = model.get("fields");
    if (sayTheSame(readFields(form()), fields)) return;
    writeFields(form(), fields);
    countWords(form());
    say("Saved. It was changed in another window.", "saved");
  }

  /* A form drawn anew has none of the elements the old one had, and who goes by keyboard or
     by ear would be back at the top of the page. After a press the focus goes to what the
     button names with data-then, else to what is marked with data-focus, else to the same
     button; without a press it stays where it is. It is taken from nobody who is elsewhere,
     nor from who has gone on since the press, in this form or to another. Where only regions
     are new the button is still there, and what is new in a status is heard. */
  function onHtml() {
    const active = root.contains(document.activeElement) ? document.activeElement : null;
    const hasGoneOn = !active && document.activeElement?.closest(".dr");
    const waits = pressed && (!active || active === pressed);
    const before = hasGoneOn ? null : waits ? pressed : active;
    const own = before?.id && `#${CSS.escape(before.id)}`;
    const then = before?.dataset.then && `#${CSS.escape(`${before.dataset.then}-${view}`)}`;
    const wanted = waits ? [then, "[data-focus]", own] : [own, then, "[data-focus]"];
    if (!drawRegions()) draw();
    pressed = null;
    if (!before) return;
    const found = wanted.map((each) => each && root.querySelector(each)).find(Boolean);
    found?.focus();
  }

  function onInput(event) {
    if (form()) countWords(form());
    if (!model.get("keeps") || !event.target.name) return;
    if (event.target.hasAttribute("data-not-an-answer")) return;
    clearRegions();
    const typed = event.target.matches('textarea, input:not([type="radio"]):not([type="checkbox"])');
    if (!typed) return send();
    say("Saving…", "saving");
    clearTimeout(typing);
    typing = setTimeout(send, TYPING_PAUSE_MS);
  }

  /* What was said about the answer before is not about this one. */
  function clearRegions() {
    for (const region of root.querySelectorAll('[data-region="mark"]')) region.replaceChildren();
  }

  function onClick(event) {
    const link = event.target.closest("[data-goto]");
    const button = event.target.closest("button[data-press]");
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      goTo(root, link.dataset.goto);
    } else if (button) {
      const press = () => {
        pressed = button;
        post({
          kind: "press",
          view,
          button: button.dataset.press,
          value: button.value,
          fields: readFields(form()),
          entries: Object.fromEntries(
            [...form().querySelectorAll("[data-not-an-answer]")]
              .filter((each) => each.type !== "radio" || each.checked)
              .map((each) => [each.name, each.value]),
          ),
        });
      };
      if (button.hasAttribute("data-saves-notebook")) withNotebookSaved(root, press);
      else press();
    }
  }

  const flush = () => {
    if (typing) send();
  };

  /* JupyterLab takes letters and arrows for its own: x would cut the cell, an arrow would
     leave it. stopPropagation on the form is enough there, but Notebook 7 listens in the
     capture phase; so this does too, on the window. Keys with Ctrl, Alt or Cmd pass. */
  const keepKeys = (event) => {
    if (root.contains(event.target) && !(event.ctrlKey || event.metaKey || event.altKey)) {
      event.stopImmediatePropagation();
    }
  };

  /* A host may draw a form before it puts it into the page, where there is nothing yet to
     count; and far down the page sizes and sights come late, so neither tells of it. */
  const arrival = new MutationObserver(() => {
    if (!root.isConnected) return;
    arrival.disconnect();
    numberQuestions(root);
    letWideTablesBeScrolled();
  });

  arrival.observe(document, { childList: true, subtree: true });
  root.addEventListener("input", onInput);
  root.addEventListener("click", onClick);
  root.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("focusout", flush);
  window.addEventListener("keydown", keepKeys, true);
  window.addEventListener("beforeunload", flush);
  window.addEventListener("pagehide", flush);
  window.addEventListener("resize", letWideTablesBeScrolled);
  model.on("msg:custom", onMessage);
  model.on("change:fields", onFields);
  model.on("change:html", onHtml);

  draw();

  return () => {
    flush();
    clearTimeout(waiting);
    arrival.disconnect();
    window.removeEventListener("keydown", keepKeys, true);
    window.removeEventListener("beforeunload", flush);
    window.removeEventListener("pagehide", flush);
    window.removeEventListener("resize", letWideTablesBeScrolled);
    model.off("msg:custom", onMessage);
    model.off("change:fields", onFields);
    model.off("change:html", onHtml);
  };
}

export default { render };
