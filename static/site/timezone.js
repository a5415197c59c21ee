// Fills in the time zone the browser goes by, so that times are right from the first page on. It can be changed later.
for (const field of document.querySelectorAll("input[data-time-zone]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
