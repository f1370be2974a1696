rm docs/cases/deposit.en.md
