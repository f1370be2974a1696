mv docs/help/now.en.md docs/help/now.EN.md
cp docs/cases/deposit.en.md docs/cases/deposit.en_GB.md
