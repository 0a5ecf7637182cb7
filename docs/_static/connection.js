// The reader's own host, ports, topic and so on, in every command and in .env. They stay in this browser.
"use strict";

// What makes a value wrong, in words for the reader; nothing if it is right. No value may begin an option or a home folder.
function wrong(name, value) {
  if (name === "host") {
    return /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value) ? "" : "A host name without a port, such as kafka.example.com";
  }
  if (["plaintext", "ssl", "sasl"].includes(name)) {
    return /^[1-9]\d{0,4}$/.test(value) && value <= 65535 ? "" : "A number from 1 to 65535";
  }
  if (name === "topic") {
    return /^[a-z0-9_][\w.-]{0,248}$/i.test(value) ? "" : "Letters from a to z, digits, dots, _ and -, at most 249; no dot and no - in front";
  }
  if (/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(value)) return "One line, without control characters";
  if (/^[-~]|^\s|\s$/.test(value)) return "No -, ~ or space in front, and no space behind";
  return forEnv(value) === undefined ? "Python and the shell would not read this alike" : "";
}

// A value for .env, such that python-dotenv and a shell that sources the file both read it back; undefined if none is.
function forEnv(value) {
  if (/^[\w./:@%+-]+$/.test(value)) return value;
  if (value.includes("${")) return undefined; // python-dotenv fills in variables even between single quotes
  if (!/'|\\\\|\\$/.test(value)) return `'${value}'`;
  return /["$`\\]/.test(value) ? undefined : `"${value}"`;
}

// A word for a command line.
function forShell(value) {
  return /^[\w./:@%+-]+$/.test(value) ? value : `'${value.replace(/'/g, "'\\''")}'`;
}

// What stands behind KAFKA_… in .env for these values; undefined where the reader has given none.
function variables(own) {
  const file = (name) => own.folder && `${own.folder.replace(/\/+$/, "")}/${name}`;
  return {
    KAFKA_HOST: own.host,
    KAFKA_PLAINTEXT_PORT: own.plaintext,
    KAFKA_SSL_PORT: own.ssl,
    KAFKA_SASL_PORT: own.sasl,
    KAFKA_SECURITY_PROTOCOL: { SSL: "SSL", SASL: "SASL_SSL" }[own.variant],
    KAFKA_SSL_CAFILE: file("ca.pem"),
    KAFKA_SSL_CERTFILE: file("service.cert"),
    KAFKA_SSL_KEYFILE: file("service.key"),
    KAFKA_SASL_USERNAME: own.user,
    KAFKA_TOPIC_NAME: own.topic,
    KAFKA_GROUP_ID: own.group,
  };
}

const NAMES = ["host", "plaintext", "ssl", "sasl", "user", "topic", "group", "folder"];

// What is kept, as far as it is right: somebody may have changed it.
function kept() {
  const own = {};
  try {
    const found = JSON.parse(localStorage.getItem("connection")) || {};
    for (const name of NAMES) {
      if (typeof found[name] === "string" && found[name] && !wrong(name, found[name])) own[name] = found[name];
    }
    if (["Local", "SSL", "SASL"].includes(found.variant)) own.variant = found.variant;
  } catch {
    // Then nothing is kept.
  }
  return own;
}

function keep(own) {
  try {
    if (Object.keys(own).length) localStorage.setItem("connection", JSON.stringify(own));
    else localStorage.removeItem("connection");
  } catch {
    // Then the values hold on this page only.
  }
}

// Write the values into the page, as text and never as HTML.
function fill(own) {
  const values = variables(own);
  for (const mark of document.querySelectorAll("[data-variable], [data-word], [data-part]")) {
    mark.shown = mark.shown ?? mark.textContent;
    const { variable, word, part } = mark.dataset;
    const value = variable ? values[variable] : own[word || part];
    const written = () => (variable ? forEnv(value) : forShell(part ? encodeURIComponent(value) : value));
    mark.textContent = value === undefined ? mark.shown : written();
    mark.classList.toggle("own", value !== undefined);
  }
}

function connection() {
  let own = kept();
  fill(own);
  const form = document.getElementById("own-values");
  if (!form) return;
  const variant = document.getElementById("own-variant");
  const say = (words) => (form.querySelector("[role=status]").textContent = words);
  const show = () => {
    for (const name of NAMES) form.elements[name].value = own[name] || "";
    variant.value = own.variant || "SSL";
  };
  const changed = () => {
    keep(own);
    fill(own);
    say("");
  };

  form.addEventListener("input", ({ target }) => {
    if (target === variant) return;
    const value = target.value.trim();
    const message = value && wrong(target.name, value);
    document.getElementById(`${target.id}-wrong`).textContent = message;
    target.setAttribute("aria-invalid", message !== "");
    delete own[target.name];
    if (value && !message) own[target.name] = value;
    changed();
  });
  variant.addEventListener("change", () => {
    own.variant = variant.value;
    changed();
    variant.dispatchEvent(new CustomEvent("choose-tab", { bubbles: true, detail: own.variant }));
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    own = {};
    show();
    for (const alert of form.querySelectorAll("[role=alert]")) alert.textContent = "";
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    changed();
    say("Forgotten. The pages show a local Kafka again.");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const mistake = form.querySelector("[aria-invalid=true]");
    if (mistake) return mistake.focus();
    const text = document.querySelector("[data-variable]").closest("pre").textContent;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = "kafka.env"; // browsers change a name that begins with a dot
    link.click();
    URL.revokeObjectURL(link.href);
    say("Move kafka.env to the tutorial's folder as .env, and write your password into it there.");
  });
  show();
}

if (typeof document !== "undefined") connection();
