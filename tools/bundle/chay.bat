@echo off
rem Cai vao thu muc nay (khong can internet) roi chay. Lan dau hoi mat khau quan tri.
rem chay.bat trinh-dien  mo ban trinh dien.
chcp 65001 >nul
cd /d "%~dp0"
if not exist .venv\Scripts\congress.exe (
  py -m venv .venv || exit /b 1
  .venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links goi congress || exit /b 1
)
if "%1"=="trinh-dien" (
  .venv\Scripts\congress demo --data trinh-dien
  exit /b
)
if "%CONGRESS_DATA_DIR%"=="" set CONGRESS_DATA_DIR=du-lieu
if not exist "%CONGRESS_DATA_DIR%\secret.key" .venv\Scripts\congress init || exit /b 1
.venv\Scripts\congress serve
