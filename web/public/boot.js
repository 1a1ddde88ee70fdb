// Loads the app and starts it; keeps it for offline use; passes on that a new version is there.
//
// What it tells the app, all on `window`:
//   jiangxing-offline           an event: `window.jiangxingOffline` has changed
//   jiangxingOffline            "preparing", "ready", "unsupported" or "failed"
//   jiangxing-update-ready      an event: a new version is there
//   jiangxingUpdateReady        true from then on
//   jiangxingApplyUpdate()      changes to the new version; the page is loaded again

window.jiangxingOffline = "preparing";
window.jiangxingUpdateReady = false;
window.jiangxingApplyUpdate = () => {};

// ---- starting ----

const SENTENCES = {
  unsupported: [
    "这个浏览器不支持 WebAssembly，匠星无法运行。请换用新版的 Chrome、Edge、Safari 或 Firefox。",
    "This browser has no WebAssembly, so Jiangxing cannot run. Use a recent Chrome, Edge, Safari or Firefox.",
  ],
  unloaded: [
    "匠星没有完整载入。请检查网络后重新打开本页；已保存在本机的评定不受影响。",
    "Jiangxing did not load completely. Check the network and open this page again; assessments kept on this device are not affected.",
  ],
  stopped: [
    "匠星遇到内部错误，已停止。已保存的内容都在本机，请重新打开本页继续。",
    "Jiangxing met an error of its own and has stopped. What was saved is on this device: open this page again to go on.",
  ],
};

function show(name, detail) {
  if (document.getElementById("boot-failure")) {
    return;
  }
  const notice = document.createElement("section");
  notice.id = "boot-failure";
  notice.className = "boot-failure";
  notice.setAttribute("role", "alert");
  const [chinese, english] = SENTENCES[name];
  notice.append(paragraph(chinese, "zh-CN"), paragraph(english, "en"));
  if (detail) {
    notice.append(paragraph(String(detail), ""));
  }
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "重新打开 · Open again";
  again.addEventListener("click", () => location.reload());
  notice.append(again);
  document.body.prepend(notice);
}

function paragraph(text, language) {
  const element = document.createElement("p");
  element.lang = language;
  element.textContent = text;
  return element;
}

// A panic in the app ends in a trap, and nothing it shows can be trusted after that.
window.addEventListener("error", ({ error }) => {
  if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) {
    show("stopped", error.message);
  }
});
window.addEventListener("unhandledrejection", ({ reason }) => {
  if (typeof WebAssembly === "object" && reason instanceof WebAssembly.RuntimeError) {
    show("stopped", reason.message);
  }
});

async function start() {
  if (typeof WebAssembly !== "object") {
    show("unsupported");
    return;
  }
  try {
    const app = await import("./app/app.js");
    await app.default();
  } catch (error) {
    const hasTrapped = error instanceof WebAssembly.RuntimeError;
    show(hasTrapped ? "stopped" : "unloaded", error);
    throw error;
  }
}

// ---- offline and updates ----

function offline(state) {
  window.jiangxingOffline = state;
  window.dispatchEvent(new Event("jiangxing-offline"));
}

// Offers a new version; `apply` is what happens when the offer is taken.
function offer(apply) {
  window.jiangxingUpdateReady = true;
  window.jiangxingApplyUpdate = apply;
  window.dispatchEvent(new Event("jiangxing-update-ready"));
}

async function keepOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) {
    offline("unsupported");
    return;
  }
  // Without a worker now, the first one to take over brings this very version: nothing to offer.
  let isFirst = !workers.controller;
  let isAsked = false;
  const apply = (worker) => () => {
    isAsked = true;
    worker.postMessage("apply-update");
  };
  workers.addEventListener("controllerchange", () => {
    if (isAsked) {
      location.reload();
    } else if (!isFirst) {
      // Another tab took the offer; this one goes on with what it has until it is asked to change.
      offer(() => location.reload());
    }
    isFirst = false;
  });

  try {
    const registration = await workers.register("./service-worker.js", { updateViaCache: "none" });
    const watch = (worker) => {
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && registration.active) {
          offer(apply(worker));
        } else if (worker.state === "redundant" && !registration.active) {
          offline("failed");
        }
      });
    };
    // The event may have passed before anybody listened, so what is there is looked at too.
    if (registration.waiting && registration.active) {
      offer(apply(registration.waiting));
    }
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));

    workers.ready.then(() => offline("ready"));

    // Registering does not look for a new version. No network is no reason to complain.
    const look = () => registration.update().catch(() => {});
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        look();
      }
    });
    if (!isFirst) {
      look();
    }
  } catch (error) {
    offline("failed");
    console.warn("not kept for offline use:", error);
  }
}

start().finally(keepOffline);
