/* Says in words that a key or passkey was not used, instead of in the console alone. */
(function () {
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const notice = document.getElementById('key-refused')
    if (!notice) { return }
    document.querySelector('#main .button-row').before(notice)
    notice.hidden = false
  })
})()
