// The questions of one survey, answered with a code and without an account. What stands behind "#" in the address
// (survey and code) is read here and sent to nobody but in the body of the answer.
const TOLD = {
  counted: "谢谢，您的回答已收到。 Thank you, your answers have been received.",
  again: "这个代码已经回答过，本次不计入。 This code has answered before; this time is not counted.",
  late: "调查已经结束，本次不计入。 The survey is over; this is not counted.",
  "out-of-sample": "没有这个代码，请核对。 There is no such code; please check it.",
};
const UNKNOWN = "没有找到这项调查，请核对网址。 No such survey; please check the address.";
const FAILED = "没有送达，请稍后再试。 This did not arrive; please try again later.";

const [survey, code] = location.hash.slice(1).split(".");
const sheet = document.getElementById("sheet");
const told = document.getElementById("told");
const address = `/api/assessment/v1/surveys/${encodeURIComponent(survey || "-")}`;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function choice(question, option) {
  const input = element("input", { type: "radio", name: question.question, value: option.id });
  const english = element("span", { lang: "en" }, ` ${option.text_en}`);
  return element("p", {}, element("label", {}, input, ` ${option.text_zh}`, english));
}

function show(question) {
  const legend = element("legend", {}, question.text_zh, " ", element("small", { lang: "en" }, question.text_en));
  return element("fieldset", {}, legend, ...question.options.map((option) => choice(question, option)));
}

async function begin() {
  const answer = await fetch(`${address}/questions`);
  if (!answer.ok) throw new Error(answer.status < 500 ? UNKNOWN : FAILED);
  const { items } = await answer.json();
  document.getElementById("questions").append(...items.map(show));
  document.getElementById("code").value = code || "";
  sheet.hidden = false;
}

async function send() {
  const typed = new FormData(sheet);
  const entry = { code: document.getElementById("code").value.toUpperCase().replace(/[^A-Z2-7]/g, ""), answers: {} };
  for (const [question, option] of typed) entry.answers[question] = option;
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${address}/answers`, { method: "POST", headers, body: JSON.stringify(entry) });
  if (!answer.ok) throw new Error(FAILED);
  const { verdict } = await answer.json();
  told.textContent = TOLD[verdict];
  sheet.hidden = verdict !== "out-of-sample";
}

function tell(error) {
  told.textContent = [UNKNOWN, FAILED].includes(error.message) ? error.message : FAILED;
}

sheet.addEventListener("submit", (event) => {
  event.preventDefault();
  send().catch(tell);
});
begin().catch(tell);
