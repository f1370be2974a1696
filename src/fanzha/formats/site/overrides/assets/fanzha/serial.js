/* Serials of posters: numbers in letters that cannot be mistaken for each other, with a check character. Counted from the
   right, the check character has the weight 1, the one before it 2, and so on; the sum must be divisible by 31. */
window.fanzhaSerial = (function () {
  "use strict";

  var ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; /* 31 symbols: without 0 and O, 1, I and L */
  var LEAST = 4, MOST = 9; /* characters, the check character among them */

  /* What was typed as a serial is written: capitals, without blanks and dashes between, full-width letters as others. */
  function tidy(typed) {
    return typed.replace(/[\uff01-\uff5e]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); })
      .replace(/[\s\u3000\u200b\u2010-\u2015-]/g, "").toUpperCase();
  }

  /* Whether it is a serial, written exactly as it must be. */
  function valid(serial) {
    if (serial.length < LEAST || serial.length > MOST) return false;
    var sum = 0;
    for (var at = 0; at < serial.length; at += 1) {
      var value = ALPHABET.indexOf(serial.charAt(at));
      if (value < 0) return false;
      sum += (serial.length - at) * value;
    }
    if (serial.length > LEAST && serial.charAt(0) === ALPHABET.charAt(0)) return false; /* filled up further than it must be */
    return sum % ALPHABET.length === 0 && !/^2+$/.test(serial.slice(0, -1)); /* the first number is 1 */
  }

  return { tidy: tidy, valid: valid };
})();
