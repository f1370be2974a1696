python3 -c "print('# 长行\n\n' + '[' * 20000)" > docs/help/long.md
