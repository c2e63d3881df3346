/* A JupyterLab and Notebook 7 extension, written by hand: no build step.

   It runs the cells of the course, and only those, when a notebook opens and after its
   kernel restarts; it saves the notebook when a form asks for it. What it runs is data:
   a magic of ours over YAML. Other code is never run without its reader's doing. */
(function () {
  "use strict";

  const NAME = "digitally-ready";
  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const OURS = /^(%%question|%%activity)[ \t]+\S[^\n]*\n|^%hand_in[ \t]*$/;
  const here = document.currentScript && document.currentScript.src;

  let scope;

  async function shared(module) {
    const versions = scope[module];
    if (!versions) throw new Error(`${NAME}: this JupyterLab does not share ${module}`);
    const factory = await Object.values(versions)[0].get();
    return factory();
  }

  function addStylesheet() {
    if (!here) return;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("digiready.css", here).href;
    document.head.append(link);
  }

  function coursesCells(panel) {
    return panel.content.widgets.filter(
      (cell) => cell.model.type === "code" && OURS.test(cell.model.sharedModel.getSource()),
    );
  }

  /* What was saved names widgets of a kernel that is gone, and would read "model not
     found". Beside each stands the same as text; that is shown until the cell has run. */
  function showTextOfGoneWidgets(panel) {
    for (const cell of coursesCells(panel)) {
      const outputs = cell.model.outputs.toJSON();
      const gone = outputs.some((each) => each.data && each.data[WIDGET] && each.data["text/html"]);
      if (!gone) continue;
      for (const each of outputs) if (each.data) delete each.data[WIDGET];
      cell.model.outputs.fromJSON(outputs);
    }
  }

  function watch(panel, runCells) {
    let running = false;
    let again = false;
    let restarted = false;
    let ranOn; // the kernel it ran on last

    async function run() {
      again = running; // a restart in the middle of a run drops it: then all of it once more
      if (running) return;
      running = true;
      try {
        await panel.sessionContext.ready;
        const kernel = panel.sessionContext.session?.kernel;
        if (!kernel) return;
        ranOn = kernel.id;
        const cells = coursesCells(panel);
        if (cells.length) await runCells(panel.content, cells, panel.sessionContext);
      } finally {
        running = false;
        if (again) run();
      }
    }

    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === "restarting" || status === "autorestarting") restarted = true;
      if (status === "idle" && restarted) {
        restarted = false;
        run();
      }
    });
    Promise.all([panel.context.ready, panel.revealed]).then(async () => {
      showTextOfGoneWidgets(panel);
      await run();
      // A kernel that was shut down, by its reader or by a hub that saves memory, is not
      // restarted: another one takes its place.
      panel.sessionContext.kernelChanged.connect((_, { newValue }) => {
        if (newValue && newValue.id !== ranOn) run();
      });
    });
  }

  function saveOnRequest(tracker) {
    window.addEventListener("digiready:save-notebook", (event) => {
      const panel = tracker.find((each) => each.content.node === event.detail.notebook);
      if (!panel) return;
      event.preventDefault(); // we take it on
      panel.context.save().finally(event.detail.done);
    });
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init(sharedScope) {
      scope = sharedScope;
    },
    async get() {
      const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
      const plugin = {
        id: `${NAME}:plugin`,
        description: "Runs the course's own cells when a notebook opens.",
        autoStart: true,
        optional: [INotebookTracker], // Voilà has none, and runs its cells itself
        activate: (_, tracker) => {
          addStylesheet();
          if (!tracker) return;
          saveOnRequest(tracker);
          tracker.widgetAdded.connect((__, panel) =>
            watch(panel, (notebook, cells, context) =>
              NotebookActions.runCells(notebook, cells, context),
            ),
          );
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
