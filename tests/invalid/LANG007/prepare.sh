cp docs/tactics/fake-loan.md docs/tactics/fake-loan.zh.md
mv docs/cases/deposit.md docs/cases/deposit.zh.md
