# A pipe under each name: opening one would hang.
mkdir docs/附件
mkfifo docs/附件/通知.docx docs/附件/all.zip docs/help/logo.svg materials/plan.csv
echo x > docs/desktop.ini
